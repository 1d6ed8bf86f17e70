import { listenForMail } from '../src/foundation/mail/arrival.ts'
import { createTransport } from 'nodemailer'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { startWalk } from './walk.ts'

const { demo, browser, signedIn, asked, mails } = await startWalk()
const { clock } = demo
const mailIn = await listenForMail(demo.system, 0)
afterAll(() => mailIn.close())
await demo.tasks.run()
const door = 'info@leerwerkloket-twente.example'
const morning = () => clock.moveTo(new Date('2026-11-24T09:00:00Z'))
/** Whom to call, as the page that is coming has it once it is there. */
async function numbers(page: Page) {
  await page.waitForLoadState()
  return page.locator('.wc-call strong').allInnerTexts()
}

test('suicide, by chat and without script: whom to call at once, and the chat goes on below it (D1, D2)', async () => {
  morning()
  const person = await browser.person(360, { scripts: false })
  const { page } = person
  const { number, follow } = await asked(person, 'ik wil niet meer leven', '', 'Liever chatten')
  expect(await page.locator('h1').innerText()).toBe('Wij lezen dat het niet goed gaat.')
  expect(await numbers(page)).toEqual(['113', '112', '053 000 00 01'])
  expect(await page.locator('a[href="tel:113"]').count()).toBe(1)
  const text = await page.locator('main').innerText()
  expect(text).toContain('Een gids leest uw vraag vandaag vóór 11.00 uur.')
  expect(text).toContain(`Noem dit nummer: ${number}`)
  expect(text).not.toMatch(/werkdag|U bent/)
  await page.getByLabel('Uw bericht').fill('Zijn jullie er?')
  await page.getByRole('button', { name: 'Versturen' }).click()
  // What they write next is no word of danger, and the numbers stay.
  expect(await numbers(page)).toEqual(['113', '112', '053 000 00 01'])
  expect(await page.locator('#gesprek').innerText()).toContain('Zijn jullie er?')
  // A later visit: the numbers stand above all else as long as it is urgent.
  await page.goto(follow)
  expect(await numbers(page)).toContain('113')
  await page.getByRole('button', { name: 'Dit klopt niet' }).click()
  expect(await numbers(page)).toEqual([])
  expect(await page.locator('h1').innerText()).toBe('ik wil niet meer leven')
})

test('violence: nothing of it on a later visit, and ‘Verlaat deze pagina’ leaves at once, with script out of the history (D9)', async () => {
  morning()
  for (const scripts of [true, false]) {
    const person = await browser.person(360, { scripts })
    const { page } = person
    const { follow } = await asked(person, 'Mijn man slaat me, ik zoek werk om weg te kunnen', '06 12345678')
    expect(await numbers(page)).toEqual(['112', '0800-2000', '053 000 00 01'])
    if (scripts) await person.check()
    expect(await page.title()).not.toMatch(/slaat|geweld/i)
    const before = page.url()
    await page.getByRole('link', { name: 'Verlaat deze pagina' }).click()
    await page.waitForURL('**/toegankelijkheid')
    await page.goBack()
    expect(await page.locator('main').innerText()).not.toMatch(/slaat|0800|112|Veilig Thuis/)
    // Nor on the way further back, in a field that the browser fills in again.
    for (let further = 0; further < 3; further += 1) {
      expect(page.url()).not.toMatch(scripts ? /volg|vraag|nu=/ : /nu=.*nu=/)
      for (const field of await page.locator('textarea').all()) expect(await field.inputValue()).toBe('')
      await page.goBack()
    }
    // Not by the address that was in the history either, nor by the mailed link.
    for (const address of [before, follow]) {
      await page.goto(address)
      const shown = await page.locator('body').innerText()
      expect(shown).not.toMatch(/slaat|weg te kunnen|0800|112|Veilig Thuis|geweld/i)
      expect(shown).toContain('Uw vraag')
      expect(await page.title()).not.toMatch(/slaat/)
    }
    if (scripts) await person.check()
  }
})

test('no roof, by mail: on top of the list, and the numbers below the mail that answers it (D10)', async () => {
  morning()
  const transport = createTransport({ host: '127.0.0.1', port: mailIn.port, ignoreTLS: true })
  await transport.sendMail({ from: 'zonder-dak@voorbeeld.example', to: door, subject: 'Hulp', text: 'Vanavond slaap ik op straat. Ik zoek ook werk.' })
  await demo.tasks.run()
  const letter = (await mails('question-received')).find((each) => each.recipient === 'zonder-dak@voorbeeld.example')!.letter!
  expect(letter.text).toContain('053 000 00 02')
  expect(letter.subject).not.toMatch(/straat|spoed/i)
  const guide = await signedIn('gids-enschede', 'enschede')
  await guide.page.goto('/twente/werk?lijst=unowned')
  expect(await guide.page.locator('.wc-list li').first().innerText()).toContain('gevaar')
  await guide.check()
})

test('a child: whom it can call in the evening, and what of the words its own page keeps to itself (D2)', async () => {
  clock.moveTo(new Date('2026-11-24T21:30:00Z'))
  const person = await browser.person(1280)
  await asked(person, 'ik ben 12 en mijn stiefvader slaat mij met de riem')
  // The children's line has closed: who answers now comes first.
  expect(await numbers(person.page)).toEqual(['112', '0800-2000', '053 000 00 01', '0800-0432'])
  expect(await person.page.locator('main').innerText()).toMatch(
    /Nu dicht\. Elke dag open van 11\.00 tot 21\.00 uur[\s\S]*morgen vóór 10\.00 uur[\s\S]*Wij zijn nu dicht\. Wij zijn morgen om 9\.00 uur weer open\.[\s\S]*Bel ons morgen vanaf 9\.00 uur op [\d ]+, of kom dan langs/,
  )
  await person.check()
  morning()
  const byDay = await browser.person(360)
  await asked(byDay, 'ik ben 12 en mijn stiefvader slaat mij met de riem')
  expect(await numbers(byDay.page)).toEqual(['112', '0800-2000', '053 000 00 01', '0800-0432'])
  clock.moveTo(new Date('2026-11-24T12:00:00Z'))
  await asked(byDay, 'ik ben 12 en mijn stiefvader slaat mij met de riem')
  expect(await numbers(byDay.page)).toEqual(['112', '0800-0432', '0800-2000', '053 000 00 01'])
  expect(await byDay.page.locator('main').innerText()).toMatch(/Bel ons op [\d ]+, of kom langs\./)
})

test('in Polish, on the Dutch page: told in Polish (D2)', async () => {
  morning()
  const person = await browser.person(360)
  await asked(person, 'Szukam pracy, ale mąż mnie bije i boję się wracać do domu', '+48 600 000 000')
  const help = person.page.locator('.wc-help')
  expect(await help.getAttribute('lang')).toBe('pl')
  expect(await help.innerText()).toMatch(/Proszę zadzwonić teraz/)
  expect(await numbers(person.page)).toContain('0800-2000')
  await person.check()
  await person.page.getByRole('link', { name: 'Do pytania' }).click()
  expect(await person.page.locator('body').innerText()).not.toMatch(/bije|112/)
})

test('possible: asked first, above the ordinary promise; yes makes it urgent (D2)', async () => {
  morning()
  const person = await browser.person(360)
  const { page } = person
  await asked(person, 'Over twee weken moet ik mijn huis uit', 'kamer@voorbeeld.example')
  expect(await page.locator('.wc-help h2').innerText()).toBe('Bent u nu in gevaar?')
  expect(await page.locator('main').innerText()).toContain('U hoort uiterlijk donderdag 26 november van ons.')
  await person.check()
  await page.getByRole('button', { name: 'Ja, er is nu gevaar' }).click()
  expect(await page.locator('h1').innerText()).toBe('Wij lezen dat het niet goed gaat.')
  expect(await page.locator('main').innerText()).toContain('vandaag vóór 11.00 uur')
})

test('with a mistake in the form, and on the signpost, whom to call stands above it; the signpost then offers no course (D2)', async () => {
  morning()
  const person = await browser.person(360)
  const { page } = person
  await page.goto('/twente')
  await page.getByLabel('Uw vraag').fill('ik wil dood')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  expect(await numbers(page)).toContain('113')
  expect(await page.getByLabel('Uw vraag').inputValue()).toBe('ik wil dood')
  await person.check()
  await page.goto('/twente/wegwijzer')
  await page.locator('textarea').fill('ik wil dood')
  await page.locator('main form').getByRole('button').first().click()
  expect(await numbers(page)).toContain('113')
  expect(await page.locator('main article').count()).toBe(0)
  await person.check()
  await page.getByRole('button', { name: 'Vraag een gids om hulp' }).click()
  expect(await numbers(page)).toContain('113')
  expect(await page.getByLabel('Uw vraag').inputValue()).toBe('ik wil dood')
})

test('a guide sees it on every page, takes it in one click with what to do and say, and takes the mark off with a reason; a coordinator keeps the guidance (D1, D6)', async () => {
  morning()
  const { number } = await asked(await browser.person(360), 'ik wil dood', '06 12345678')
  await demo.tasks.run()
  const guide = await signedIn('gids-enschede', 'enschede')
  const { page } = guide
  await page.goto('/twente/werk/kennis')
  await page.getByRole('link', { name: `Spoed: ${number}` }).click()
  expect(await page.getByRole('alert').innerText()).toContain('zelfmoord of zichzelf pijn doen')
  expect(await page.locator('main').innerText()).toContain('Vraag rechtuit: denkt u aan zelfmoord?')
  await guide.check()
  await page.getByRole('button', { name: 'Ik pak dit nu op' }).click()
  await page.getByText('U hebt deze vraag opgepakt.').waitFor()
  expect(await page.getByRole('link', { name: `Spoed: ${number}` }).count()).toBe(0)

  const coordinator = await signedIn('coordinator-werkcentrum', 'werkcentrum')
  await coordinator.page.goto('/twente/werk/bij-spoed')
  await coordinator.check()
  await coordinator.page.locator('summary', { hasText: 'zelfmoord' }).click()
  await coordinator.page.locator('details[open]').getByLabel('Aanwijzing').fill('Bel 113 samen met de vrager.')
  await coordinator.page.locator('details[open]').getByRole('button', { name: 'Opslaan' }).click()
  await coordinator.page.getByText('Opgeslagen.').waitFor()
  await page.reload()
  expect(await page.locator('main').innerText()).toContain('Bel 113 samen met de vrager.')

  await page.locator('summary', { hasText: 'Spoed eraf halen' }).click()
  const off = page.locator('details[open]')
  await off.getByRole('button', { name: 'Spoed eraf halen' }).click()
  // Without a reason nothing changes, and it says what is missing.
  expect(await page.getByRole('alert').first().innerText()).toContain('Spoed')
  await page.getByLabel('Wat is er nu?').selectOption('over')
  await page.getByLabel('Waarom', { exact: true }).fill('De huisarts is bij haar.')
  await page.locator('details[open]').getByRole('button', { name: 'Spoed eraf halen' }).click()
  await page.getByText('De spoed is eraf gehaald.').waitFor()
  expect(await page.locator('#gesprek').innerText()).toContain('De huisarts is bij haar.')
  const manager = await signedIn('manager-werkcentrum', 'werkcentrum')
  await manager.page.goto('/twente/werk/beloften')
  for (const row of ['Spoed opgepakt, norm: een open uur', 'Spoed eraf gehaald']) expect(await manager.page.getByRole('row', { name: row }).count()).toBe(1)
  await manager.check()
})

test('in Arabic each number reads from left to right, and ours can be tapped (D2)', async () => {
  morning()
  const person = await browser.person(360)
  const { page } = person
  await asked(person, 'لا أريد أن أعيش')
  expect(await page.locator('.wc-help').getAttribute('dir')).toBe('rtl')
  expect(await page.locator('.wc-help').innerText()).not.toContain('Politie')
  // What shows digits, and not the name of somebody, says of itself that it goes from left to right.
  const loose = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('.wc-help')!, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode())
      if (/\d/.test(walker.currentNode.nodeValue!) && !walker.currentNode.parentElement!.closest('[dir="ltr"], bdi')) found.push(walker.currentNode.nodeValue!)
    return found
  })
  expect(loose.filter((each) => each.replace('0800', '').match(/\d/))).toEqual([])
  expect(await page.locator('.wc-ours a[href^="tel:053"] bdi[dir="ltr"]').count()).toBe(1)
  expect(await page.locator('.wc-help a[href="tel:08000113"] bdi[dir="ltr"]').innerText()).toBe('0800-0113')
  await person.check()
})

test('on a phone the first number is a big button in the window, to leave stays in sight, and nothing with the focus is beneath it (D2, D9)', async () => {
  morning()
  const person = await browser.person(360)
  const { page } = person
  await page.setViewportSize({ width: 360, height: 740 })
  for (const [words, number, strong] of [
    ['ik wil niet meer leven', '113', false],
    ['ik hoor stemmen die zeggen dat ik iemand moet steken', '112', false],
    ['vanavond slaap ik op straat', '053 000 00 02', false],
    ['ik heb geen eten', '053 000 00 03', false],
    ['mijn man slaat mij', '112', true],
  ] as const) {
    await asked(person, words)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    const bar = (await page.locator('.wc-leave').boundingBox())!
    const first = (await page.locator('.wc-call').first().boundingBox())!
    expect(first.y + first.height).toBeLessThan(bar.y)
    expect((await numbers(page))[0]).toBe(number)
    expect(await page.locator('.wc-call--big').count()).toBe(strong ? 0 : 1)
    expect(await page.locator('.wc-leave .utrecht-button--primary-action').count()).toBe(strong ? 1 : 0)
    const denies = (await page.getByRole('button', { name: 'Dit klopt niet' }).boundingBox())!
    expect(denies.height).toBeLessThan(60)
    // By keyboard through all of it: what has the focus is above the bar, or in it.
    for (let at = 0; at < 30; at += 1) {
      await page.keyboard.press('Tab')
      const beneath = await page.evaluate(() => {
        const focus = document.activeElement!
        if (focus.closest('.wc-leave') || focus === document.body) return ''
        return focus.getBoundingClientRect().bottom > document.querySelector('.wc-leave')!.getBoundingClientRect().top ? focus.outerHTML : ''
      })
      expect(beneath).toBe('')
    }
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    expect((await page.locator('.wc-leave').boundingBox())!.y).toBeCloseTo(bar.y)
    await person.check()
  }
})

test('on paper stand the numbers, where nobody else may not find them, and no button (D9)', async () => {
  morning()
  const person = await browser.person(360)
  const { page } = person
  for (const [words, printed] of [
    ['ik wil niet meer leven', true],
    ['vanavond slaap ik op straat', true],
    ['mijn man slaat mij', false],
  ] as const) {
    await asked(person, words)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.wc-call').first().isVisible()).toBe(printed)
    expect(await page.locator('.wc-leave').isVisible()).toBe(false)
    expect(await page.locator('main form').first().isVisible()).toBe(false)
    if (!printed) expect(await page.locator('body').innerText()).not.toMatch(/112|0800|Veilig Thuis|verkeerd verbonden/)
    await page.emulateMedia({ media: null })
  }
})

test('who cannot speak freely is told how to say so when we call: where another may be beside them (D9)', async () => {
  morning()
  const person = await browser.person(360)
  const told = async (words: string, contact: string) => {
    await asked(person, words, contact)
    return (await person.page.locator('.wc-ours').innerText()).includes('verkeerd verbonden')
  }
  expect(await told('mijn man slaat mij', '06 12345678')).toBe(true)
  expect(await told('mijn man slaat mij', 'iemand@voorbeeld.example')).toBe(false)
  expect(await told('ik wil dood', '06 12345678')).toBe(false)
})

test('where no number is for an empty cupboard, it is said who else can help, and 112 is no big button', async () => {
  const { page } = await browser.person(360)
  await page.goto(`/?zoek=${encodeURIComponent('ik heb geen eten')}`)
  expect(await numbers(page)).toEqual(['112'])
  expect(await page.locator('.wc-call--big').count()).toBe(0)
  expect(await page.locator('.wc-help').innerText()).toContain('Vraag dan hulp bij uw gemeente')
  expect(await page.locator('.wc-help').innerText()).not.toContain('0800')
})

test('on a phone: who waits stands on top of a question too, and in it the asker is called with one tap, above their words and the guidance (D1)', async () => {
  morning()
  const resident = await browser.person(360)
  const { number } = await asked(resident, 'Mijn man slaat me, ik zoek werk om weg te kunnen', '06 12345678')
  for (let more = 0; more < 6; more += 1) await asked(resident, `ik wil dood ${more}`, '')
  const guide = await signedIn('gids-enschede', 'enschede', 360)
  const { page } = guide
  await page.goto(`/twente/werk/vragen/${number}`)
  const waits = page.locator('nav .wc-waits:visible')
  expect(await waits.count()).toBe(2)
  expect(await waits.first().innerText()).toMatch(/^Spoed: TW-\w{4}-\w{2}\s+(net|\d+ \w+ geleden)$/)
  const call = page.locator('.wc-alarm a[href="tel:+31612345678"]')
  const top = async (of: typeof call) => (await of.first().boundingBox())!.y
  const words = page.locator('.wc-alarm .wc-said')
  const take = page.getByRole('button', { name: 'Ik pak dit nu op' })
  const guidance = page.getByRole('heading', { name: 'Wat u doet en zegt' })
  const tops = [await top(call), await top(words), await top(take), await top(guidance)]
  expect(tops).toEqual([...tops].sort((a, b) => a - b))
  await guide.check()
  await waits.last().click()
  await page.waitForURL('**/werk?lijst=urgent')
  expect(await page.locator('nav .wc-waits:visible').count()).toBe(6)
  expect(await page.locator('.wc-list li').first().innerText()).toContain('gevaar')
  await guide.check()
})

test('a number that the nation changes is told in every region at once, with the day it was tried (D2)', async () => {
  morning()
  const person = await signedIn('landelijk-beheerder', 'landelijk', 1280, 'nederland')
  const { page } = person
  await page.goto('/nederland/werk/inrichting/deel/noodnummers')
  await person.check()
  await page.getByLabel('Telefoon 1', { exact: true }).fill('0800-0113')
  await page.getByLabel('Ook op 1', { exact: true }).fill('')
  await page.getByRole('button', { name: 'Opslaan' }).click()
  // Each number says on which day somebody tried it.
  await page.getByText('Vul de dag in waarop iemand dit nummer heeft geprobeerd.').first().waitFor()
  for (const day of await page.getByLabel(/^Geprobeerd op \d+$/).all()) await day.fill('2026-11-24')
  // The rows that are spare stay empty.
  const spare = await page
    .locator('select[name^="urgent."][name$=".why"]')
    .evaluateAll((selects) => (selects as HTMLSelectElement[]).filter((each) => !each.value).map((each) => each.name.split('.')[1]))
  for (const row of spare) await page.locator(`[name="urgent.${row}.checked"]`).fill('')
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByText('De inrichting is gewijzigd.').waitFor()
  clock.moveTo(new Date(clock.now().getTime() + 10_000))
  const resident = await browser.person(360)
  await asked(resident, 'ik wil dood')
  expect(await numbers(resident.page)).toEqual(['0800-0113', '112', '053 000 00 01'])
})
