import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { projectRoot } from '../src/foundation/root.ts'

/** A regular expression of the source, with where it stands. */
interface Found {
  at: string
  source: string
  flags: string
  /** Filled in with something that is no constant: that must be said to be our own words. */
  isFilled: boolean
  /** Whether it is said that it is filled in with our own words, and that it runs on our own words alone, so that it need not be linear. */
  says: { filled: boolean; own: boolean }
}

const standIn = 'wcword'
const marks = { filled: /filled in with our own words: \S/, own: /only our own words: \S/ }

/** The constants of a file that are a text, or a regular expression's source: what patterns are put together from. */
function constantsOf(file: ts.SourceFile): Map<string, string> {
  const constants = new Map<string, string>()
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && (node.parent.flags & ts.NodeFlags.Const) !== 0) {
      const text = textOf(node.initializer, constants)
      if (text !== undefined) constants.set(node.name.text, text)
    }
    node.forEachChild(look)
  }
  look(file)
  return constants
}

/** In the place of what is no constant: a word; how many there are, a number. */
const filling = ({ parent }: ts.Expression): string => (/\{\$\{\w+\}\}/.test(parent.parent.getText()) ? '50' : standIn)

/** What a constant expression says: a text, a text with constants in it, several joined, `.source` of a regular expression. */
function textOf(node: ts.Expression, constants: ReadonlyMap<string, string>): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isIdentifier(node)) return constants.get(node.text)
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw') {
    const { template } = node
    return ts.isNoSubstitutionTemplateLiteral(template) ? template.rawText : undefined
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [one, other] = [textOf(node.left, constants), textOf(node.right, constants)]
    return one === undefined || other === undefined ? undefined : one + other
  }
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ expression, literal }) => (textOf(expression, constants) ?? filling(expression)) + literal.text).join('')
  return undefined
}

/** Every regular expression in a source text. */
export function regexesIn(name: string, text: string): Found[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const constants = constantsOf(file)
  const found: Found[] = []
  const lines = text.split('\n')
  const placed = (node: ts.Node): Pick<Found, 'at' | 'says'> => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    const near = `${lines[line - 1] ?? ''}\n${lines[line]}`
    return { at: `${name}:${line + 1}`, says: { filled: marks.filled.test(near), own: marks.own.test(near) } }
  }
  const look = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const literal = node.getText()
      const end = literal.lastIndexOf('/')
      found.push({ ...placed(node), source: literal.slice(1, end), flags: literal.slice(end + 1), isFilled: false })
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = node.arguments ?? []
      const source = (pattern && textOf(pattern, constants)) ?? standIn
      found.push({ ...placed(node), source, flags: (flags && textOf(flags, constants)) ?? '', isFilled: source.includes(standIn) || source.includes('{50}') })
    }
    node.forEachChild(look)
  }
  look(file)
  return found
}

/** Every regular expression of the program, tests left out. */
export function regexesOfSource(): Found[] {
  const names = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter((each) => /(?<!\.test|\.d)\.tsx?$/.test(each))
  return names.flatMap((each) => regexesIn(`src/${each}`, readFileSync(join(projectRoot, 'src', each), 'utf8')))
}
