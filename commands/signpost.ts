import { readFileSync } from 'node:fs'
import { demoEntries } from '../src/catalogue/demo/demo.ts'
import { StartError } from '../src/foundation/settings.ts'
import { orSayWhy } from '../src/program.ts'
import { readCases, shares, tryCase } from '../src/catalogue/signpost/cases.ts'
import { listed, sayReasons } from '../src/catalogue/signpost/reasons.ts'
import { signpostOf } from '../src/catalogue/signpost/signpost.ts'
import { baseVocabulary } from '../src/catalogue/vocabulary.ts'

/** Every so many cases one is left out when the signpost is tuned. */
const leftOut = 5

await orSayWhy(async () => {
  const files = process.argv.slice(2)
  if (!files.length) throw new StartError('Zo: npm run signpost -- cases.csv (id; question; asker; facts; destinations; kind)')
  const signpost = signpostOf(demoEntries(), baseVocabulary)
  for (const file of files) {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch {
      throw new StartError(`${file} is niet te lezen.`)
    }
    const tried = readCases(text).map((each) => tryCase(signpost, each))
    for (const { case: given, suggestions, first, inThree, ruledOut, asked, fromWords } of tried) {
      console.log(`${first ? '✓' : inThree ? '·' : '✗'} ${given.id}  ${given.question}`)
      console.log(
        `    goed: ${given.destinations.join(' | ')}   vragen: ${asked} (alleen woorden: ${fromWords.asked})${ruledOut.length ? `   UITGESLOTEN: ${ruledOut.join()}` : ''}`,
      )
      for (const each of suggestions.slice(0, 3)) {
        const { because, against } = sayReasons('nl', baseVocabulary, each, given.known)
        console.log(
          `    ${each.destination.code} (${each.entry.service.name.nl}, ${each.score.toFixed(2)}): omdat ${listed('nl', because, 'and')}${against.length ? ` - ${against.join(' ')}` : ''}`,
        )
      }
      if (given.unread.length) console.log(`    niet gelezen: ${given.unread.join(' ')}`)
    }
    const line = (name: string, part: typeof tried) => {
      const { cases, first, inThree, ruledOut, asked, askedFromWords, firstFromWords } = shares(part)
      const share = (value: number) => value.toFixed(3)
      console.log(
        `${name.padEnd(34)} ${String(cases).padStart(5)} gevallen   eerste goed ${share(first)}   bij de eerste drie ${share(inThree)}   uitgesloten ${ruledOut}   vragen ${asked.toFixed(2)}   alleen woorden: eerste goed ${share(firstFromWords)}, vragen ${askedFromWords.toFixed(2)}`,
      )
    }
    console.log('')
    line(file, tried)
    line(
      `  elke ${leftOut}e`,
      tried.filter((_, at) => at % leftOut === leftOut - 1),
    )
  }
})
