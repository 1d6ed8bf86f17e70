import type { MenuGroup } from '../foundation/ui/menu.ts'
import { say } from './words.ts'

/** What waits for who looks: on top, and without a name above it. */
export const yourWork: MenuGroup = { at: 10, label: (language) => say[language]('menu.work') }
