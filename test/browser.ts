import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type BrowserContext, chromium as playwright, type Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'

// Scripts are not allowed on our pages; this one comes by the browser's own tools and not by the page.
const axe = `(() => { const module = undefined, exports = undefined; ${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')} })()`

/** A port nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser's program. It is unpacked beside and put in place when it is whole, so that of tests that begin at once none runs half of it. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.resolve('@sparticuz/chromium')), 'utf8')) as { version: string }
  const place = join(tmpdir(), `werkcentrum-browser-${version}`)
  if (!existsSync(place)) {
    const beside = mkdtempSync(`${place}-`)
    const { TMPDIR } = process.env
    // It unpacks where the system says that what is passing goes.
    process.env.TMPDIR = beside
    await chromium.executablePath()
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
    try {
      renameSync(beside, place)
    } catch {
      // Another test was first.
      rmSync(beside, { recursive: true })
    }
  }
  return join(place, 'chromium')
}

/** A real browser, at two widths; it goes when the file ends. */
export async function startBrowser(baseURL: string) {
  const browser = await playwright.launch({ executablePath: await unpacked(), args: flags, headless: true })
  afterAll(() => browser.close())
  return {
    /**
     * Somebody's own browser window, which also takes the certificate of a test's own provider. A console error, such as a blocked style or script, fails the test that looks with `check`.
     * Of an `inspector` every page is looked at: what looks is then half a megabyte that goes to the browser once.
     */
    async person(width: 360 | 1280 = 1280, { scripts = true, inspector = false } = {}): Promise<Person> {
      const context = await browser.newContext({
        baseURL,
        viewport: { width, height: 900 },
        locale: 'nl-NL',
        bypassCSP: false,
        javaScriptEnabled: scripts,
        ignoreHTTPSErrors: true,
      })
      if (inspector) await context.addInitScript(axe)
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // A page that answers 404 or 422 as it should is logged by the browser as well.
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text())
      })
      return { context, page, check: () => check(page, errors), checkFits: () => checkFits(page, errors) }
    },
  }
}
export interface Person {
  context: BrowserContext
  page: Page
  /** The page as it stands: no accessibility violation, nothing wider than the window, no error in the console. */
  check(): Promise<void>
  /** The same, without looking for what is hard to reach. */
  checkFits(): Promise<void>
}

async function check(page: Page, errors: string[]): Promise<void> {
  if (await page.evaluate('!window.axe')) await page.evaluate(axe)
  const found = await page.evaluate(
    `window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' ' + (n.failureSummary || '')).join(' | ')))`,
  )
  expect(found, page.url()).toEqual([])
  await checkFits(page, errors)
}

async function checkFits(page: Page, errors: string[]): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth'), `${page.url()} is wider than its window`).toBeLessThanOrEqual(page.viewportSize()!.width)
  expect(errors.splice(0)).toEqual([])
}
