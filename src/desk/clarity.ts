import { createHash } from 'node:crypto'
import { factNames, type Question } from './question.ts'

type Clarified = Pick<Question, 'sharpened' | 'asker_group' | 'topic' | 'municipality' | 'facts'>

/** A mark of what is known of a question and who asks: two who write it down at once are told apart by it. */
export const clarityOf = ({ sharpened, asker_group, topic, municipality, facts }: Clarified, name: string | null): string =>
  createHash('sha256')
    .update(JSON.stringify([sharpened, asker_group, topic, municipality, name, factNames.map((fact) => facts[fact] ?? null)]))
    .digest('base64url')
    .slice(0, 16)
