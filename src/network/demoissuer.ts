import { createHmac } from 'node:crypto'

/** What the demo's organisations have for an issuer; it means the demo's own provider, and nothing while the demo is off. */
export const demoIssuer = 'demo:provider'

/** This program's registration at the demo's provider; it needs no secret of anybody's. */
export const demoClient = (secret: string) => ({ clientId: 'werkcentrum', clientSecret: createHmac('sha256', secret).update('demo-oidc').digest('hex') })

/** How sure the demo's provider can be of a resident, from least to most, as a broker for DigiD says it. */
export const demoLevels = ['http://eidas.europa.eu/LoA/low', 'http://eidas.europa.eu/LoA/substantial', 'http://eidas.europa.eu/LoA/high'] as const

/** Where the demo's provider answers. */
export const demoIssuerAt = (baseUrl: string) => `${baseUrl}/demo/oidc`
