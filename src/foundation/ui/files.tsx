import type { VNode } from 'preact'
import { type Language, sayDecimal } from '../i18n/i18n.ts'

const sizeOf = (language: Language, bytes: number) => (bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${sayDecimal(language, bytes / 1_000_000)} MB`)

export interface Downloadable {
  key: string
  name: string
  /** In bytes. */
  size: number
  href: string
  note?: string
}

/** Files to keep, each with how large it is; nothing when there are none. */
export const FileList = ({ language, label, files }: { language: Language; label: string; files: readonly Downloadable[] }): VNode | null =>
  files.length ? (
    <ul class="wc-files" aria-label={label}>
      {files.map(({ key, name, size, href, note }) => (
        <li key={key}>
          <a class="utrecht-link" href={href} download>
            <span dir="auto">
              {name} ({sizeOf(language, size)})
            </span>
          </a>
          {note && <span class="wc-soft"> {note}</span>}
        </li>
      ))}
    </ul>
  ) : null
