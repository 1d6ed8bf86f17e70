import { expect, test } from 'vitest'
import { startDemo } from '../../test/ground.ts'

const at = '/.well-known/security.txt'

test.each([
  ['beveiliging@gemeente.example', 'mailto:beveiliging@gemeente.example'],
  ['https://gemeente.example/beveiliging', 'https://gemeente.example/beveiliging'],
])('security.txt says whom to tell of a weakness, as the installation says (%s), and until when that holds (RFC 9116)', async (SECURITY_CONTACT, contact) => {
  const { app, clock } = await startDemo({ filled: false, environment: { SECURITY_CONTACT } })
  const answer = await app.inject(at)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  const fields = Object.fromEntries(
    answer.body
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/: (.*)/, 2)),
  )
  const { Expires, ...rest } = fields
  expect(rest).toEqual({ Contact: contact, 'Preferred-Languages': 'nl, en', Canonical: `http://localhost:3999${at}` })
  const days = (Date.parse(Expires) - clock.now().getTime()) / 86_400_000
  expect(days).toBeGreaterThan(90)
  expect(days).toBeLessThan(365)
})

test('where an installation says no such address there is no security.txt: a made-up one would reach nobody', async () => {
  const { app } = await startDemo({ filled: false })
  expect((await app.inject(at)).statusCode).toBe(404)
})
