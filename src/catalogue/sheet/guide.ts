import type { Choices } from '../choices.ts'
import { factNames, facts, numericFacts } from '../facts.ts'
import { sayValue } from '../signpost/reasons.ts'
import { read } from '../signpost/reading.ts'
import type { Signpost } from '../signpost/signpost.ts'
import { guessed } from '../signpost/guess.ts'
import { conditionField } from '../work/form.ts'

/** What the columns of an instrument guide are called, in Dutch and in English, and what of a service each says. */
const heads = new Map<string, string>()
for (const [field, names] of Object.entries({
  'name-nl': ['naam', 'naam instrument', 'instrument', 'titel', 'name'],
  'aim-nl': ['doel', 'doelstelling', 'aim', 'goal'],
  'summary-nl': ['samenvatting', 'korte omschrijving', 'omschrijving', 'summary'],
  'method-nl': ['methode', 'methodiek', 'werkwijze', 'method'],
  'approach-nl': ['onderscheidende aanpak', 'onderscheidend', 'onderscheidend vermogen', 'distinctive approach'],
  target: ['doelgroep', 'doelgroepomschrijving', 'target group'],
  eligibility: ['deelnamevoorwaarden', 'voorwaarden', 'participation conditions'],
  partners: ['samenwerkingspartners', 'partners', 'cooperation partners'],
  location: ['locatie', 'locaties', 'location'],
  agreements: ['werkafspraken', 'afspraken', 'work agreements'],
  'apply-nl': ['aanmeldinstructies', 'aanmelding', 'aanmelden', 'application instructions'],
  'intensity-nl': ['intensiteit', 'intensity'],
  'duration-nl': ['duur', 'looptijd', 'duration'],
  'cost-nl': ['kosten', 'cost', 'costs'],
  provider: ['aanbieder', 'uitvoerder', 'leverancier', 'provider'],
  areas: ['gebieden', 'gebied', 'werkgebied', 'regio', 'gemeenten', 'areas'],
  groups: ['doelgroepen', 'target groups'],
  traits: ['klantkenmerken', 'klantkenmerk', 'kenmerken', 'client characteristics'],
}))
  for (const name of names) heads.set(name, field)

const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')

/** Which field each column of an instrument guide says; undefined for a sheet that is none. */
export function guideColumns(given: readonly string[]): (string | undefined)[] | undefined {
  const fields = given.map((head) => heads.get(plain(head)))
  return fields.includes('name-nl') && given.every((head, at) => !head.trim() || fields[at]) ? fields : undefined
}

const parts = (text = '') =>
  text
    .split(/[;,\n•]/)
    .map((each) => each.trim())
    .filter(Boolean)

/** An age as people write it: '18-27 jaar', 'vanaf 55', 'tot 27 jaar'. */
function agesIn(text: string): Record<string, string> | undefined {
  const { least, most } = numericFacts.age
  const aged = (value: string | undefined) => value !== undefined && Number(value) >= least && Number(value) <= most
  const field = (end: 'from' | 'until') => conditionField('age', 'preferred', end)
  const [, from, until] = /(\d{2})\s*(?:-|–|t\/m|tot en met|tot)\s*(\d{2})\s*jaar/i.exec(text) ?? []
  if (aged(from) && aged(until) && Number(from) <= Number(until)) return { [field('from')]: from!, [field('until')]: until! }
  const [, older] = /(?:vanaf|ouder dan|boven)\s*(?:de\s*)?(\d{2})|(\d{2})\+/i.exec(text)?.filter((each, at) => at === 0 || each) ?? []
  if (aged(older)) return { [field('from')]: older! }
  const [, younger] = /(?:tot|onder|jonger dan)\s*(?:de\s*)?(\d{2})\s*jaar/i.exec(text) ?? []
  return aged(younger) ? { [field('until')]: younger! } : undefined
}

/** For whom it is meant, word by word: what is a fact that we know becomes one that makes it fit better, which rules nobody out; the rest stays words. */
function groupsIn(words: readonly string[], signpost: Signpost): { fields: Record<string, string | string[]>; left: string[] } {
  const fields: Record<string, string | string[]> = {}
  const left: string[] = []
  for (const word of words) {
    const ages = agesIn(word)
    const found = ages
      ? []
      : factNames.flatMap((fact) =>
          (facts[fact] ?? []).filter((value) => [value, sayValue('nl', fact, value)].some((each) => plain(each) === plain(word))).map((value) => [fact, value] as const),
        )
    const said = ages || found.length ? found : Object.entries(read(signpost.ear, word).said)
    if (ages) Object.assign(fields, ages)
    else if (!said.length) left.push(word)
    for (const [fact, value] of said) {
      if (!value || fact === 'age' || fact === 'employees') continue
      const name = conditionField(fact, 'preferred')
      fields[name] = [...new Set([...((fields[name] as string[] | undefined) ?? []), value])]
    }
  }
  return { fields, left }
}

const wholeCountry = /^(landelijk|heel nederland|nationwide)$/i
function areasIn(words: readonly string[], { region, municipalities }: Choices): { fields: Record<string, string | string[]>; left: string[] } {
  const ours = municipalities.filter((name) => words.some((each) => plain(each) === plain(name)))
  const national = words.some((each) => wholeCountry.test(each))
  const left = words.filter((each) => ![...ours, region, 'hele regio', 'regio'].some((name) => plain(name) === plain(each)) && !wholeCountry.test(each))
  return { fields: ours.length ? { reach: 'municipalities', municipalities: ours } : { reach: national ? 'national' : 'region' }, left }
}

const together = (lines: readonly (string | undefined)[]) => lines.filter(Boolean).join('\n')

const filled = (field: string, lines: readonly (string | undefined)[]) => (together(lines) ? { [field]: together(lines) } : {})

/** A row of an instrument guide as the fields of the form; `fresh` is what a new service has besides, guessed by its words, for a coordinator to look at. */
export function fieldsOfGuide(
  columns: readonly (string | undefined)[],
  cells: readonly string[],
  choices: Choices,
  signpost: Signpost,
): { fields: Record<string, string | string[]>; fresh: Record<string, string | string[]> } {
  const given: Record<string, string> = {}
  columns.forEach((field, at) => {
    if (field && cells[at]?.trim()) given[field] = together([given[field], cells[at]?.trim()])
  })
  const { target, eligibility, location, areas, groups, traits, ...told } = given
  const who = groupsIn([...parts(groups), ...parts(traits)], signpost)
  const where = areasIn(parts(areas), choices)
  return {
    fields: {
      ...told,
      ...filled('eligibility-nl', [target, eligibility, who.left.join(', ')]),
      ...filled('location-nl', [location, where.left.join(', ')]),
      ...(areas && where.fields),
    },
    fresh: { languages: 'nl', reach: 'region', ...who.fields, ...guessed(signpost, choices.vocabulary, together([told['name-nl'], told['aim-nl'], told['summary-nl'], target])) },
  }
}
