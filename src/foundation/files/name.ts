import { cleanText } from '../web/forms.ts'

const office = 'application/vnd.openxmlformats-officedocument.'
const open = 'application/vnd.oasis.opendocument.'
/** The kinds of files that we take, each with how its name may end; the first is what it is given when it ends otherwise. */
export const endings: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic'],
  'image/tiff': ['tif', 'tiff'],
  [`${office}wordprocessingml.document`]: ['docx'],
  [`${office}spreadsheetml.sheet`]: ['xlsx'],
  [`${office}presentationml.presentation`]: ['pptx'],
  [`${open}text`]: ['odt'],
  [`${open}spreadsheet`]: ['ods'],
  [`${open}presentation`]: ['odp'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
}

const longest = 150
// What is not seen: direction marks, joiners, line and paragraph marks, tags; and what has a meaning to a file system or a shell.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu
const reserved = /[\\/:*?"<>|`$%]/g
/** What Windows takes for a device, whatever stands behind it. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)/i
const ending = /\.([a-z][a-z0-9]{1,7})$/i

const atEnds = (text: string): string => {
  const [from, to] = [/[^\s.]/.exec(text)?.index ?? text.length, text.length]
  let end = to
  while (end > from && /[\s.]/.test(text[end - 1]!)) end -= 1
  return text.slice(from, end)
}

/** A file's name without a path, without what is not seen, and without what a system takes for something else. */
export const fileName = (given: string | undefined): string => {
  const text = atEnds(
    cleanText((given ?? '').slice(-2000))
      .replace(/\s/g, ' ')
      .replace(unseen, '')
      .replace(reserved, ' ')
      .replace(/ {2,}/g, ' '),
  )
  return atEnds(devices.test(text) ? `_${text}` : text).slice(-longest) || 'bijlage'
}

/** The name of a file of this kind: it ends as its content is, and nothing before that can be taken for an ending. */
export function nameFor(given: string | undefined, type: string): string {
  const fits = endings[type]!
  let stem = fileName(given)
  const said = ending.exec(stem)?.[1]?.toLowerCase()
  for (let found = ending.exec(stem), first = true; found; found = ending.exec(stem), first = false)
    stem = first ? atEnds(stem.slice(0, found.index)) : `${stem.slice(0, found.index)}-${found[1]}`
  return `${stem || 'bijlage'}.${said && fits.includes(said) ? said : fits[0]}`
}
