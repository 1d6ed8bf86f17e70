import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { projectRoot } from '../root.ts'

const declaring = ['drawnOnce', 'sharedPage']
const definedIn = /\/(drawnonce|sharedpage)\.ts$/

/**
 * Where a source says `drawnOnce` or `sharedPage` otherwise than it must: imported by that name, and called with a function written there and then as the whole value of
 * a module-level constant. What such a function sees besides what it is given is of the module, so nothing of a request; and that must not be put another in its place.
 */
function wrongIn(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const wrong: string[] = []
  let declared = false
  const ofModule = (node: ts.Node): boolean =>
    ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(node.parent) && ts.isVariableStatement(node.parent.parent) && ts.isSourceFile(node.parent.parent.parent)
  const isConstant = ({ parent }: ts.VariableDeclaration) => (parent.flags & ts.NodeFlags.Const) !== 0
  const isRight = (node: ts.Identifier): boolean => {
    const { parent } = node
    if (ts.isImportSpecifier(parent)) return !parent.propertyName && definedIn.test((parent.parent.parent.parent.moduleSpecifier as ts.StringLiteral).text)
    declared = true
    if (!ts.isCallExpression(parent) || parent.expression !== node || !parent.arguments.every((each) => ts.isArrowFunction(each))) return false
    return ofModule(parent.parent) && isConstant(parent.parent as ts.VariableDeclaration)
  }
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && declaring.includes(node.text) && !isRight(node)) wrong.push(node.parent.getText())
    node.forEachChild(look)
  }
  look(source)
  const variables = source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations])
  return declared ? [...wrong, ...variables.filter((each) => !isConstant(each)).map((each) => each.getText())] : wrong
}

test('what is drawn once is declared at module level, in every source', () => {
  const sources = ['src', 'demo', 'commands'].flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((each) => `${folder}/${each}`))
  const texts = sources.filter((each) => /(?<!\.test)\.tsx?$/.test(each) && !definedIn.test(each)).map((each) => [each, readFileSync(join(projectRoot, each), 'utf8')] as const)
  const saying = texts.filter(([, text]) => declaring.some((each) => text.includes(each)))
  expect(saying.length).toBeGreaterThan(5)
  expect(saying.flatMap(([name, text]) => wrongIn(name, text).map((each) => `${name}: ${each}`))).toEqual([])
})

const imported = `import { drawnOnce } from '../foundation/ui/drawnonce.ts'\n`
test.each([
  ['in a function', 'export function show(visit) { const part = drawnOnce(() => visit.actor.name); return part({}, {}) }'],
  ['in a function of a constant', 'const show = (visit) => drawnOnce(() => visit.actor.name)({}, {})'],
  ['called at once', 'const part = drawnOnce(() => null)({}, {})'],
  ['by another name', 'const once = drawnOnce\nexport const show = (visit) => once(() => visit.actor.name)'],
  ['with a function made elsewhere', 'const part = drawnOnce(drawOf(visit))'],
  ['in a variable', 'let part = drawnOnce(() => null)'],
  ['beside a variable that a request can set', 'let visit\nconst part = drawnOnce(() => visit.actor.name)'],
  ['in a class', 'class Page { part = drawnOnce(() => this.visit) }'],
])('drawnOnce %s is found', (_how, text) => {
  expect(wrongIn('page.tsx', imported + text)).not.toEqual([])
})
test('drawnOnce under another name is found, and as it should be it is not', () => {
  expect(wrongIn('page.tsx', `import { drawnOnce as once } from './drawnonce.ts'`)).not.toEqual([])
  expect(wrongIn('page.tsx', `import * as all from '../foundation/ui/drawnonce.ts'\nexport const show = () => all.drawnOnce(() => null)`)).not.toEqual([])
  expect(wrongIn('page.tsx', `${imported}const part = drawnOnce(({ a }: { a: string }) => <p>{a}</p>)`)).toEqual([])
})
