import { randomBytes } from 'node:crypto'
import { everyKey, type Keys, keyOfNow, seal, unseal } from '../identity/seal.ts'
import { StartError } from '../settings.ts'
import { connected } from './client.ts'

const another = 'Deze database hoort bij een ander SECRET; zet dat terug, of zet het in SECRET_BEFORE naast het nieuwe.'

/**
 * The installation's own key: made at its first start, kept in the database sealed with the secret. Where the secret was changed it is sealed with that of now, so that
 * nothing that stays in the database needs the one of before.
 * @throws StartError when it is not opened by the secret, nor by that of before
 */
export const ownKeyOf = (ownerUrl: string, secret: Keys): Promise<string> =>
  connected(ownerUrl, async (client) => {
    const { rowCount: isInUse } = await client.query('select 1 from installation')
    // Before there was this key, the secret itself was it.
    const made = isInUse ? everyKey(secret).at(-1)! : randomBytes(32).toString('base64url')
    const { rows: sealedBefore } = await client.query<{ text: string }>('select data_subject_id as text from processing_log limit 1')
    const { rowCount: isMade } = await client.query('select 1 from installation_key')
    if (!isMade && sealedBefore.some(({ text }) => unseal(made, text) === undefined)) throw new StartError(another)
    await client.query('insert into installation_key (sealed) values ($1) on conflict do nothing', [seal(secret, made)])
    const { rows } = await client.query<{ sealed: string }>('select sealed from installation_key')
    const { sealed } = rows[0]!
    const key = unseal(secret, sealed)
    if (key === undefined) throw new StartError(another)
    if (unseal(keyOfNow(secret), sealed) === undefined) await client.query('update installation_key set sealed = $1 where sealed = $2', [seal(secret, key), sealed])
    return key
  })
