import fc from 'fast-check'
import { expect, test } from 'vitest'
import twente from '../../../demo/twente.json'
import { regionOfSlug, regions } from '../geography.ts'
import { readDayHours, writeDayHours } from '../hours.ts'
import { copyFor, emptySetup, fromExport } from '../nation/start.ts'
import { setupSchema } from '../network.ts'
import { colourNames, contrast, contrasts, leastContrast, sheetOf, styleSchema } from '../style.ts'
import { imageType, readItem, writeItem } from './fields.ts'
import { itemsOf, sectionFor, sectionNames, withItem } from './sections.ts'

const setup = setupSchema.parse(twente)

test('a form that is sent as it was opened changes nothing', () => {
  for (const name of sectionNames) {
    const section = sectionFor(name, { language: 'nl', setup })
    for (const item of itemsOf(section, setup)) {
      const values = writeItem(section.fields, item)
      // Ticked boxes come as a list, as a browser sends them.
      const body = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, /accessibility|languages|municipalities$/.test(field) ? value.split(',') : value]))
      const changed = withItem(section, setup, item.slug as string | undefined, readItem(section.fields, body, item))
      expect(setupSchema.parse(changed.setup)).toEqual(setup)
    }
  }
})

test('whatever is typed comes back in the form, however wrong', () => {
  const section = sectionFor('inlooppunten', { language: 'nl', setup })
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((each) =>
    each
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim(),
  )
  fc.assert(
    fc.property(fc.record({ name: text, postcode: text, 'hours.3': text, 'closed.0.from': text, 'closed.0.why': text, municipality: text }), (typed) => {
      const again = writeItem(section.fields, readItem(section.fields, typed, {}))
      for (const name of ['name', 'municipality'] as const) expect(again[name] ?? '').toBe(typed[name])
      // What can be read is written in one way; what cannot stays as it is.
      const hours = readDayHours(typed['hours.3'])
      expect(again['hours.3'] ?? '').toBe(hours ? writeDayHours(hours) : typed['hours.3'])
      expect(again['closed.0.from'] ?? '').toBe(typed['closed.0.from'])
    }),
  )
})

test('hours are read as people write them', () => {
  const read = (text: string) => readDayHours(text)
  expect(read('9-12.30, 13:00 tot 17 uur')).toEqual([
    ['09:00', '12:30'],
    ['13:00', '17:00'],
  ])
  expect(read('9.00–12.00 en 13-14')).toEqual([
    ['09:00', '12:00'],
    ['13:00', '14:00'],
  ])
  for (const wrong of ['ochtend', '9', '9-', '9.0-10', '-']) expect(read(wrong)).toBeUndefined()
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
  fc.assert(
    fc.property(fc.array(fc.tuple(clock, clock), { maxLength: 4 }), (day) => {
      expect(readDayHours(writeDayHours(day))).toEqual(day)
    }),
  )
})

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('contrast is as WCAG has it, and no set of colours passes in which something cannot be read', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  fc.assert(fc.property(colour, colour, (one, other) => contrast(one, other) === contrast(other, one) && contrast(one, other) >= 1 && contrast(one, other) <= 21.001))
  fc.assert(
    fc.property(fc.record(Object.fromEntries(colourNames.map((name) => [name, colour])), { requiredKeys: [] }), (colours) => {
      const readable = contrasts(colours).every((pair) => pair.ratio >= leastContrast)
      expect(styleSchema.safeParse({ colours }).success).toBe(readable)
    }),
  )
  expect(contrasts({}).every((pair) => pair.enough)).toBe(true)
  expect(sheetOf({ colours: {} })).toBe('')
  for (const wrong of ['red', '#fff', 'url(x)', '#00000g', '#000000;}body{display:none}']) expect(styleSchema.safeParse({ colours: { main: wrong } }).success).toBe(false)
})

test('a picture is known by its content', () => {
  const kinds = [
    [Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png'],
    [Buffer.from('<?xml version="1.0"?>\n<!-- logo -->\n<svg viewBox="0 0 1 1"/>'), 'image/svg+xml'],
    [Buffer.from('<html><body>svg</body></html>'), undefined],
    [Buffer.from('%PDF-1.7'), undefined],
    [Buffer.alloc(0), undefined],
  ] as const
  for (const [bytes, type] of kinds) expect(imageType(bytes)).toBe(type)
})

const given = {
  phone: '0900 1',
  email: 'Info@Regio.example',
  signIn: { issuer: 'https://login.example', clientId: 'wc', clientSecret: 'geheim' },
  administrator: { name: 'Beheerder', email: 'beheerder@regio.example' },
}

test('every region can begin with nothing and with another’s example; what is only the other’s does not come along', () => {
  for (const region of regions) {
    expect(setupSchema.parse(emptySetup(region, given)).open).toBe(false)
    const copy = setupSchema.parse(copyFor(region, setup, 'Twente', given))
    expect(copy.organisations.filter((each) => each.kind === 'municipality').map((each) => each.municipality)).toEqual([...region.municipalities])
    expect([copy.staff, copy.sharing, copy.walkInPoints, copy.subregions]).toEqual([[], [], [], []])
    expect(copy.norms).toEqual(setup.norms)
    const text = JSON.stringify({ ...copy, region: '' })
    if (region.slug !== 'twente') expect(text).not.toMatch(/Twente|twente\.example|053 /)
  }
})

test('an export of the region itself comes back whole, closed, and without a way to sign in that has no secret', () => {
  const back = setupSchema.parse(
    fromExport({ ...setup, organisations: setup.organisations.map((each) => ({ ...each, signIn: { issuer: 'https://oud.example', clientId: 'x' } })) }, given),
  )
  expect(back.open).toBe(false)
  expect(back.walkInPoints).toEqual(setup.walkInPoints)
  expect(back.organisations.filter((each) => each.signIn).map((each) => [each.kind, each.signIn])).toEqual([['werkcentrum', given.signIn]])
  expect(regionOfSlug(back.region)?.name).toBe('Twente')
})

test('a logo is made anew of what draws, by whatever way it comes in; what is no picture is refused (I4)', () => {
  const logo = (type: string, content: string | Buffer) => styleSchema.safeParse({ colours: {}, logo: { type, data: Buffer.from(content).toString('base64') } })
  const made = logo('image/svg+xml', '<svg onload="alert(1)" viewBox="0 0 1 1"><script>alert(1)</script><path d="M0 0h1v1z"/></svg>')
  expect(Buffer.from(made.data!.logo!.data, 'base64').toString()).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"></path></svg>')
  // Once more, as each later version of the set-up does, it stays the same.
  expect(styleSchema.parse(made.data)).toEqual(made.data)
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  expect(Buffer.from(logo('image/png', Buffer.concat([png, Buffer.from('<script>')])).data!.logo!.data, 'base64').equals(png)).toBe(true)
  for (const [type, content] of [
    ['image/svg+xml', '<html/>'],
    ['image/png', 'GIF89a'],
  ] as const)
    expect(logo(type, content).success).toBe(false)
})
