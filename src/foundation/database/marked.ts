import { StartError } from '../settings.ts'
import { connected } from './client.ts'

/**
 * Marks an empty database as a demo's or as a real installation's, for good.
 * @throws StartError when it is the other kind: invented people never mix with real ones
 */
export const markAs = (ownerUrl: string, demoIsOn: boolean): Promise<void> =>
  connected(ownerUrl, async (client) => {
    await client.query('insert into installation (demo) values ($1) on conflict do nothing', [demoIsOn])
    const { rows } = await client.query<{ demo: boolean }>('select demo from installation')
    if (rows[0]!.demo === demoIsOn) return
    throw new StartError(
      rows[0]!.demo
        ? 'Deze database is gevuld met de demo en wordt nooit een echte installatie; neem een lege (DATA_DIR of DATABASE_URL).'
        : 'Deze database is van een echte installatie; de demo vult alleen een lege (DATA_DIR of DATABASE_URL).',
    )
  })
