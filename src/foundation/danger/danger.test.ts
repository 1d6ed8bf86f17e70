import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../root.ts'
import { alarmOf, leftFor, readAlarm, readBody, wordsIn } from './alarm.ts'
import { answersNow, contactsFor } from './contacts.ts'
import { usualHelp } from '../../network/help.ts'
import { dangers, type HelpContact, helpLanguages } from './danger.ts'
import { readList } from './lists.ts'
import { learn } from './learn.ts'
import { stretchesOf } from './pieces.ts'
import { readDanger } from './read.ts'
import { abroad, dayAndHour, explain, helpLines, plain, sayHelp } from './say.ts'
import { tokensOf } from './tokens.ts'
import { readWeights, weigher } from './weigh.ts'

interface Sentence {
  language: string
  kind: string
  level: 'certain' | 'possible' | 'none'
  words: string
}
const sentences = (name: string): Sentence[] => parse(readFileSync(join(projectRoot, 'test/danger', `${name}.csv`), 'utf8'), { columns: true }) as Sentence[]
const share = (those: readonly Sentence[], is: (each: Sentence) => boolean) => those.filter(is).length / those.length
const heard = ({ words }: Sentence) => readDanger(words) !== undefined
const certain = ({ words }: Sentence) => readDanger(words)?.certain === true
const [saidPlainly, withHints] = [sentences('untouched'), sentences('hints-untouched')]

// Of those said plainly, of those that are half hints, and of all together: at least heard, at most called possible and certain where nobody is in danger.
describe.each([
  ['said plainly', saidPlainly, 0.95, 0.15, 0.02],
  ['half of them hints', withHints, 0.92, 0.2, 0.025],
  ['together', [...saidPlainly, ...withHints], 0.93, 0.15, 0.02],
] as const)('sentences that nothing was learned from and nobody looked at, %s (D1, D2)', (_, those, least, mostPossible, mostCertain) => {
  const inDanger = those.filter(({ level }) => level !== 'none')
  const harmless = those.filter(({ level }) => level === 'none')
  test('danger is heard, and in each language in at least 85 of 100', () => {
    expect(share(inDanger, heard)).toBeGreaterThanOrEqual(least)
    for (const language of helpLanguages) {
      const said = inDanger.filter((each) => each.language === language)
      expect([language, said.length >= 30, share(said, heard) >= 0.85]).toEqual([language, true, true])
    }
  })
  test('what is harmless is seldom called possible, and hardly ever certain', () => {
    expect(harmless.length).toBeGreaterThanOrEqual(240)
    expect(share(harmless, (each) => heard(each) && !certain(each))).toBeLessThanOrEqual(mostPossible)
    expect(share(harmless, certain)).toBeLessThanOrEqual(mostCertain)
  })
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
  ['Ik heb niet genoeg te eten deze week', 'no-food', 'nl'],
  ['Ik slaap in mijn auto en wil weer een normaal leven', 'no-roof', 'nl'],
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

test('a child that is beaten calls the children’s line right after 112, while somebody answers there; who is forced has numbers of the whole country', () => {
  const usual = (kinds: Parameters<typeof contactsFor>[0], at: string) => contactsFor(kinds, usualHelp, new Date(at)).map(({ phone }) => phone)
  expect(usual(['violence', 'child'], '2026-11-24T12:00:00Z')).toEqual(['112', '0800-0432', '0800-2000'])
  expect(usual(['violence', 'child'], '2026-11-24T21:40:00Z')).toEqual(['112', '0800-2000', '0800-0432'])
  expect(usual(['violence'], '2026-11-24T12:00:00Z')).toEqual(['112', '0800-2000'])
  expect(usual(['exploitation'], '2026-11-24T12:00:00Z')).toEqual(['112', '033-4481186', '0800-5151'])
  // What the region says of that kind comes before what is for all.
  const bread: HelpContact = { why: 'no-food', name: 'Voedselhulp', phone: '053 000 00 03' }
  expect(contactsFor(['no-food'], [...usualHelp, bread], new Date('2026-11-24T12:00:00Z')).map(({ phone }) => phone)).toEqual(['053 000 00 03', '112'])
})

test('it is said in each language, with hours and what it costs, and whether somebody answers now', () => {
  const [night] = contactsFor(['child'], contacts, new Date('2026-11-24T21:40:00Z')).slice(-1)
  for (const language of helpLanguages) {
    const t = sayHelp[language]
    for (const each of contacts.filter(({ phone }) => phone !== '112')) expect(explain(language, each)).toContain(each.name)
    expect(explain(language, contacts[0]!)).toMatch(/11[.:]00.*21[.:]00/)
    expect(explain(language, contacts[0]!)).not.toContain(t('shut'))
    expect(explain(language, night!)).toContain(t('shut'))
    // A mail is read later.
    expect(helpLines(language, [night!])).not.toContain(t('shut'))
    // Of a number for whatever danger nothing stays in Dutch.
    expect(explain(language, contacts[4]!)).toContain(t('emergency'))
    expect(explain(language, contacts[4]!)).not.toContain('Alarm')
    if (language !== 'nl') expect(t('emergency')).not.toBe(sayHelp.nl('emergency'))
  }
  expect(explain('nl', night!)).toContain('Kindertelefoon. Nu dicht. Elke dag open van 11.00 tot 21.00 uur. Als een kind niet veilig is.')
  expect(explain('nl', contacts[2]!)).toContain('Op werkdagen open van 9.00 tot 17.00 uur.')
})

test.each([
  ['nl', 'Een gids leest uw vraag op maandag 30 november vóór 9.30 uur.'],
  ['en', 'A guide will read your question on Monday 30 November before 9:30.'],
  ['de', 'Ein Berater liest Ihre Frage am Montag, 30. November vor 9:30 Uhr.'],
  ['pl', 'Doradca przeczyta pytanie w poniedziałek 30 listopada przed godziną 9:30.'],
  ['uk', 'Радник прочитає ваше запитання у понеділок 30 листопада до 9:30.'],
  ['ru', 'Консультант прочитает ваш вопрос в понедельник 30 ноября до 9:30.'],
  ['tr', 'Bir danışman sorunuzu 30 Kasım Pazartesi günü saat 9:30 öncesinde okuyacak.'],
] as const)('in %s it is said when somebody reads it', (language, words) => {
  const read = (at: string) => plain(language, sayHelp[language]('read', dayAndHour(language, new Date(at), new Date('2026-11-27T22:00:00Z'))))
  expect(read('2026-11-30T08:30:00Z')).toBe(words)
  expect(new Set(['2026-11-27T22:30:00Z', '2026-11-28T09:00:00Z', '2026-12-01T09:00:00Z', '2026-12-02T09:00:00Z', '2026-12-06T09:00:00Z'].map(read)).size).toBe(5)
})

test('of abroad it is spoken where a number is listed that may not work from there', () => {
  for (const language of helpLanguages) {
    expect(plain(language, abroad(language, [contacts[0]!]))).toContain('0800')
    expect(abroad(language, [contacts[3]!])).toContain('112')
    expect(abroad(language, [contacts[2]!, contacts[4]!])).toBe('')
    expect(helpLines(language, [contacts[2]!, contacts[4]!])).not.toContain('0800')
  }
})

test('in a mail from right to left each number stands on its own, from left to right; elsewhere nothing unseen is in it', () => {
  for (const language of helpLanguages.filter((each) => each !== 'ar')) expect(helpLines(language, contacts)).not.toMatch(/[\u2066-\u2069]/)
  const bare = helpLines('ar', contacts).replace(/[\u2066\u2068][^\u2069]*\u2069/g, '')
  // The number with which free numbers begin is one number, which no direction turns round.
  expect(bare.replace('0800.', '')).not.toMatch(/\d/)
})

test('each language says all, and to each reader in one way; to nobody “u bent”', () => {
  for (const language of helpLanguages) {
    const file = readFileSync(join(projectRoot, 'src/foundation/danger/help', `${language}.json`), 'utf8')
    const texts = JSON.parse(file) as Record<string, string>
    expect(Object.keys(texts)).toEqual(Object.keys(JSON.parse(readFileSync(join(projectRoot, 'src/foundation/danger/help/nl.json'), 'utf8')) as object))
    expect(file).not.toMatch(/\bu bent\b|Pan[ai]?\/Pani|Dzwonisz|Zadzwoń|Залишити/)
  }
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

test('of a very long field its beginning and its end are read, and no more of a request than a form holds (D1, I5)', () => {
  const filler = 'Ik zoek een baan in de zorg. '.repeat(9000)
  expect(wordsIn({ question: filler }).length).toBeLessThan(8100)
  expect(wordsIn({ question: `Begin. ${filler} Einde.` })).toMatch(/^Begin\..*Einde\.$/s)
  expect(readBody({ question: `${filler}. Ik wil niet meer leven, vannacht maak ik er een eind aan` })?.certain).toBe(true)
  expect(readBody({ question: `Ik wil niet meer leven, vannacht maak ik er een eind aan. ${filler}` })?.certain).toBe(true)
})
