import type { startDemo } from './ground.ts'

/** A form with one file, as a browser sends it; it says of the file what it wants. */
export function formWith(file: Buffer, name: string, fields: Record<string, string> = {}, says = 'application/octet-stream'): { payload: Buffer; type: string } {
  const edge = 'rand'
  const part = (head: string, content: Buffer | string) =>
    Buffer.concat([Buffer.from(`--${edge}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')])
  const parts = Object.entries(fields).map(([field, value]) => part(`name="${field}"`, value))
  return {
    payload: Buffer.concat([...parts, part(`name="file"; filename="${name}"\r\nContent-Type: ${says}`, file), Buffer.from(`--${edge}--\r\n`)]),
    type: `multipart/form-data; boundary=${edge}`,
  }
}

/** Lists of services given to the region by this session: handed in to be checked, and brought in. */
export function listsOf({ app }: Pick<Awaited<ReturnType<typeof startDemo>>, 'app'>, cookie: string) {
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  return {
    upload(file: Buffer, name = 'lijst.csv', key: string = crypto.randomUUID()) {
      const { payload, type } = formWith(file, name, { formulier: key })
      return app.inject({ method: 'POST', url: '/twente/werk/aanbod/invoer', payload, headers: { ...headers, 'content-type': type } })
    },
    confirm: (location: string) =>
      app.inject({
        method: 'POST',
        url: location.split('?')[0]!,
        payload: `formulier=${crypto.randomUUID()}`,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      }),
  }
}
