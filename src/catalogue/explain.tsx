import { explainerOf } from '../foundation/ui/layout.tsx'
import { say } from './words.ts'

export const explainIn = explainerOf(say)
