import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../root.ts'
import { alarmOf, leftFor, readAlarm, wordsIn } from './alarm.ts'
import { answersNow, contactsFor } from './contacts.ts'
import { dangers, type HelpContact, helpLanguages } from './danger.ts'
import { readList } from './lists.ts'
import { learn } from './learn.ts'
import { stretchesOf } from './pieces.ts'
import { readDanger } from './read.ts'
import { explain, sayRead } from './say.ts'
import { tokensOf } from './tokens.ts'
import { readWeights, weigher } from './weigh.ts'

interface Sentence {
  language: string
  kind: string
  level: 'certain' | 'possible' | 'none'
  words: string
}
const sentences = (name: string): Sentence[] => parse(readFileSync(join(projectRoot, 'test/danger', `${name}.csv`), 'utf8'), { columns: true }) as Sentence[]
const untouched = sentences('untouched')
const share = (those: readonly Sentence[], is: (each: Sentence) => boolean) => those.filter(is).length / those.length
const heard = ({ words }: Sentence) => readDanger(words) !== undefined
const certain = ({ words }: Sentence) => readDanger(words)?.certain === true
const inDanger = untouched.filter(({ level }) => level !== 'none')
const harmless = untouched.filter(({ level }) => level === 'none')

describe('sentences of another hand, which nobody looked at while the lists were made (D1, D2)', () => {
  test('danger is heard in at least 95 of 100, and in each language in at least 85', () => {
    expect(share(inDanger, heard)).toBeGreaterThanOrEqual(0.95)
    for (const language of ['nl', 'en', 'de', 'pl', 'uk', 'ru', 'tr', 'ar'])
      expect([
        language,
        share(
          inDanger.filter((each) => each.language === language),
          heard,
        ) >= 0.85,
      ]).toEqual([language, true])
  })
  test('of what is harmless at most 15 of 100 is called possible, and at most 2 certain', () => {
    expect(share(harmless, (each) => heard(each) && !certain(each))).toBeLessThanOrEqual(0.15)
    expect(share(harmless, certain)).toBeLessThanOrEqual(0.02)
  })
  test('there are enough of both, and of every language', () => {
    expect([inDanger.length, harmless.length]).toEqual([240, 240])
    for (const language of helpLanguages) expect(inDanger.filter((each) => each.language === language)).toHaveLength(30)
  })
})

test('what is said in a roundabout way is heard less often; never less than now', () => {
  const hard = sentences('hints-untouched')
  expect(
    share(
      hard.filter(({ level }) => level !== 'none'),
      heard,
    ),
  ).toBeGreaterThanOrEqual(0.7)
  expect(
    share(
      hard.filter(({ level }) => level === 'none'),
      certain,
    ),
  ).toBeLessThanOrEqual(0.08)
})

test('what else somebody writes, before it or after it, with or without a pause, does not undo it', () => {
  const besides = {
    nl: ['ik zoek werk om weg te kunnen', 'kunt u mij helpen met mijn cv', 'en ik heb twee kinderen'],
    en: ['i am looking for work so i can leave', 'can you help me with my cv', 'and i have two kids'],
    de: ['ich suche arbeit damit ich weg kann', 'können sie mir mit dem lebenslauf helfen', 'und ich habe zwei kinder'],
    pl: ['szukam pracy żeby móc odejść', 'czy mogą państwo pomóc z cv', 'i mam dwoje dzieci'],
    uk: ['шукаю роботу щоб піти', 'чи можете допомогти з резюме', 'і в мене двоє дітей'],
    ru: ['ищу работу чтобы уйти', 'можете помочь с резюме', 'и у меня двое детей'],
    tr: ['ayrılabilmek için iş arıyorum', 'cv konusunda yardım eder misiniz', 'iki çocuğum var'],
    ar: ['أبحث عن عمل حتى أستطيع الرحيل', 'هل يمكنكم مساعدتي في السيرة الذاتية', 'وعندي طفلان'],
  } as const
  const told = sentences('plain').filter((each) => certain(each))
  const together = told.flatMap(({ language, words }) =>
    besides[language as 'nl'].flatMap((more) => [`${words} ${more}`, `${words}, ${more}`, `${words}. ${more}`, `${more} ${words}`]),
  )
  expect(together.filter((words) => readDanger(words)).length / together.length).toBeGreaterThan(0.99)
})

test.each([
  ['Ik wil niet meer leven, vannacht maak ik er een eind aan', 'suicide', 'nl'],
  ['mijn man slaat me', 'violence', 'nl'],
  ['vanavond slaap ik op straat', 'no-roof', 'nl'],
  ['mijn broer wil dood', 'suicide', 'nl'],
  ['I want to kill myself tonight', 'suicide', 'en'],
  ['Mein Mann schlägt mich', 'violence', 'de'],
  ['Mąż mnie bije', 'violence', 'pl'],
  ['mam dość chcę umrzeć', 'suicide', 'pl'],
])('%j is certain: %s, in %s (D1, D10)', (words, kind, language) => {
  const reading = readDanger(words)
  expect(reading).toMatchObject({ certain: true, language })
  expect(reading!.kinds).toContain(kind)
})

test.each(['over twee weken moet ik mijn huis uit', 'ik zie het niet meer zitten'])('%j is possible: asked first (D2)', (words) => {
  expect(readDanger(words)).toMatchObject({ certain: false })
})

test.each([
  'ik lach me dood om die vacature',
  'ik zoek werk bij een begrafenisondernemer',
  'mijn baas slaat mij over bij promotie',
  'Ik wil een opleiding tot lasser volgen. Wie betaalt dat?',
  '',
])('%j is harmless', (words) => expect(readDanger(words)).toBeUndefined())

test('what is read does not depend on capitals, marks, held letters or what else stands in the text, and is the same each time', () => {
  const certainly = ['ik wil dood', 'mijn man slaat mij', 'chcę umrzeć', 'я хочу умереть', 'I want to die']
  fc.assert(
    fc.property(fc.constantFrom(...certainly), fc.lorem({ maxCount: 60 }), fc.lorem({ maxCount: 60 }), (words, before, after) => {
      const text = `${before}. ${words.toUpperCase()}! ${after}`
      expect(readDanger(text)?.certain).toBe(true)
      expect(readDanger(text)).toEqual(readDanger(text))
    }),
    { numRuns: 60 },
  )
  expect(readDanger('ik wil dooooood')?.certain).toBe(true)
})

test('whatever is typed, reading ends and breaks nothing; an expression never goes across the end of a sentence', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => void readDanger(text)))
  expect(readDanger('Ik wil. Dood hout opruimen is mijn werk')).toBeUndefined()
  expect(tokensOf('Één, twéé – ZO’N')).toEqual(['een', ',', 'twee', ',', 'zon'])
})

test('a list says where it is wrong; what undoes, undoes', () => {
  expect(() => readList('nl', 'nl', '== suicide certain\n*dood')).toThrow('nl:2')
  expect(() => readList('nl', 'nl', '== iets anders\nwil dood')).toThrow('nl:2')
  expect(() => readList('nl', 'nl', '== suicide certain\nwil ..')).toThrow('nl:2')
  const list = readList('nl', 'nl', '# zo\n== suicide certain\n~wil .. (dood|weg*)\n== harmless\nlach me dood\n')
  expect([list.dangers.length, list.harmless.length, list.dangers[0]!.weak]).toEqual([1, 1, true])
})

test('a text is weighed in stretches of whole sentences of at most 25 words, and no word is left out', () => {
  const sentence = fc.array(fc.constantFrom('werk', 'ik', 'huis', 'zoek', 'morgen'), { minLength: 1, maxLength: 70 })
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 12 }), (sentences) => {
      const tokens = sentences.flatMap((each, nth) => [...each.map((word) => `${word}${nth}`), '.'])
      const stretches = stretchesOf(tokens)
      expect(Math.max(0, ...stretches.map(({ length }) => length))).toBeLessThanOrEqual(25)
      expect(new Set(stretches.flat())).toEqual(new Set(tokens.filter((each) => each !== '.')))
    }),
  )
})

test('weights are learned from sentences, the same from the same, and weigh what speaks for danger against what does not', () => {
  const told = (level: string, kind: string, ...words: string[]) => words.map((each) => ({ language: 'nl', kind, level, words: each }))
  const examples = [
    ...told('certain', 'no-roof', 'wij liggen vannacht in het portiek', 'ik lig met mijn kind in een portiek', 'vannacht weer in dat portiek gelegen'),
    ...told('none', '', 'ik schilder het portiek van de flat', 'wie schildert vannacht een flat', 'ik wil schilder worden'),
  ]
  const table = learn(examples)
  expect(learn(examples)).toBe(table)
  const weigh = weigher(readWeights(table))
  expect(weigh(tokensOf('mijn kind ligt in het portiek'))).toMatchObject({ kinds: ['no-roof'], language: 'nl' })
  expect(weigh(tokensOf('mijn kind ligt in het portiek')).points).toBeGreaterThan(0)
  expect(weigh(tokensOf('schilder van portieken')).points).toBeLessThan(weigh(tokensOf('gelegen in portieken')).points)
  expect(weigh([])).toMatchObject({ points: 0, kinds: [] })
  expect(() => readWeights('== nl suicide\nveel dood')).toThrow('weights:2')
  expect(() => readWeights('== nl iets')).toThrow('weights:1')
})

const contacts: HelpContact[] = [
  { why: 'child', name: 'Kindertelefoon', phone: '0800-0432', hours: '11:00-21:00' },
  { why: 'child', name: 'Veilig Thuis', phone: '0800-2000' },
  { why: 'no-roof', name: 'Opvang', phone: '053 000 00 02', days: 'workdays', hours: '09:00-17:00' },
  { why: 'suicide', name: '113', phone: '113', also: '0800-0113' },
  { why: 'danger', name: 'Alarm', phone: '112' },
  { why: 'danger', name: 'Veilig Thuis', phone: '0800 2000' },
]
const names = (kinds: Parameters<typeof contactsFor>[0], at: string) => contactsFor(kinds, contacts, new Date(at)).map(({ phone }) => phone)

test('whom to call: what fits first first, each number once, and who answers now before who does not (D2)', () => {
  expect(names(['child'], '2026-11-24T12:00:00Z')).toEqual(['112', '0800-0432', '0800-2000'])
  expect(names(['child'], '2026-11-24T22:00:00Z')).toEqual(['112', '0800-2000', '0800-0432'])
  expect(names(['suicide', 'child'], '2026-11-24T12:00:00Z')).toEqual(['113', '0800-0432', '0800-2000', '112'])
  // On a Sunday, and on a public holiday, nobody is there.
  expect(answersNow(contacts[2]!, new Date('2026-11-29T10:00:00Z'))).toBe(false)
  expect(answersNow(contacts[2]!, new Date('2026-12-25T10:00:00Z'))).toBe(false)
  expect(answersNow(contacts[2]!, new Date('2026-11-24T10:00:00Z'))).toBe(true)
})

test('it is said in each language, with hours and what it costs; no text speaks of “you are”', () => {
  for (const language of helpLanguages) {
    for (const each of contacts) expect(explain(language, each)).toContain(each.name)
    expect(explain(language, contacts[0]!)).toMatch(/11:00.*21:00/)
    expect(sayRead(language, new Date('2026-11-25T10:00:00Z'), new Date('2026-11-24T22:00:00Z'))).toMatch(/11[.:]00/)
  }
  expect(sayRead('nl', new Date('2026-11-25T10:00:00Z'), new Date('2026-11-24T22:00:00Z'))).toBe('Een gids leest uw vraag morgen vóór 11.00 uur.')
})

test('that words were just written goes along sealed, for a quarter of an hour, and not past the moment somebody left', () => {
  const now = new Date('2026-11-24T10:00:00Z')
  const reading = { certain: true, kinds: [dangers[1]], language: 'pl' } as const
  const { token } = alarmOf('geheim', reading, contacts, now)
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  expect(readAlarm('geheim', token, later(60), 0)).toEqual(reading)
  expect(readAlarm('geheim', token, later(leftFor), 0)).toBeUndefined()
  expect(readAlarm('geheim', token, later(60), now.getTime() + 1)).toBeUndefined()
  expect(readAlarm('een ander', token, later(60), 0)).toBeUndefined()
  for (const other of [undefined, '', 'x', `${token}x`, ['a'], token.repeat(50)]) expect(readAlarm('geheim', other, later(60), 0)).toBeUndefined()
})

test('all that is handed in is read, whatever the fields are called, and files are not', () => {
  expect(wordsIn({ vraag: 'een', contact: { naam: 'twee' }, lijst: ['drie'], bestand: Buffer.from('vier'), nu: 'vijf', getal: 6 })).toBe('een\n\ntwee\n\ndrie')
  expect(wordsIn(null)).toBe('')
})
