import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { everyKey, type Keys, keyOfNow, seal, unseal } from '../identity/seal.ts'
import { StartError } from '../settings.ts'
import { connected } from './client.ts'

const another = 'Deze database hoort bij een ander SECRET; zet dat terug, of zet het in SECRET_BEFORE naast het nieuwe.'

/** The key to begin with. Before there was one, the secret itself was it: that goes on where it opens what is in the database. @throws StartError where it does not */
async function firstKey(client: Client, secret: Keys): Promise<string> {
  const { rowCount: isInUse } = await client.query('select 1 from installation')
  if (!isInUse) return randomBytes(32).toString('base64url')
  const key = everyKey(secret).at(-1)!
  const { rows } = await client.query<{ text: string }>('select data_subject_id as text from processing_log limit 1')
  if (rows.some(({ text }) => unseal(key, text) === undefined)) throw new StartError(another)
  return key
}

/**
 * The installation's own key: made at its first start, kept in the database sealed with the secret. Where the secret was changed it is sealed with that of now, so that
 * nothing that stays in the database needs the one of before.
 * @throws StartError when it is not opened by the secret, nor by that of before
 */
export const ownKeyOf = (ownerUrl: string, secret: Keys): Promise<string> =>
  connected(ownerUrl, async (client) => {
    const kept = async () => (await client.query<{ sealed: string }>('select sealed from installation_key')).rows[0]?.sealed
    // Of two that start at once one makes it, and both read that.
    if (!(await kept())) await client.query('insert into installation_key (sealed) values ($1) on conflict do nothing', [seal(secret, await firstKey(client, secret))])
    const sealed = (await kept())!
    const key = unseal(secret, sealed)
    if (key === undefined) throw new StartError(another)
    if (unseal(keyOfNow(secret), sealed) === undefined) await client.query('update installation_key set sealed = $1 where sealed = $2', [seal(secret, key), sealed])
    return key
  })
