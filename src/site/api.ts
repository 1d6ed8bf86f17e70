import { describeApi, described } from '../foundation/web/describe.ts'
import type { PartsOf } from '../foundation/place.ts'

/** The description of the public API of these rooms (OpenAPI 3.1), the same wherever it runs but for its address. */
export const openapi = (partsOf: PartsOf, baseUrl: string) =>
  describeApi(partsOf(described), {
    info: {
      title: 'Werkcentrum',
      description: 'Vragen stellen aan een Regionaal Werkcentrum, weten wat er is, wie kan helpen en waar het is.',
      contact: { name: 'Werkcentrum', email: 'api@werkcentrum.invalid', url: `${baseUrl}/` },
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    server: { url: `${baseUrl}/api/v1`, description: 'Deze installatie' },
    base: '/api/v1',
  })
