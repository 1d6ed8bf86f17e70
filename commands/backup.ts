import { accessSync, constants, createReadStream, createWriteStream, openSync, renameSync, rmSync } from 'node:fs'
import { backup, restore } from '../src/foundation/database/backup.ts'
import { sayMoment } from '../src/foundation/i18n/i18n.ts'
import { readSettings, StartError } from '../src/foundation/settings.ts'
import { orSayWhy, reach } from '../src/program.ts'

const [action, path] = process.argv.slice(2)

await orSayWhy(async () => {
  if ((action !== 'make' && action !== 'restore') || !path) throw new StartError('Gebruik: npm run backup -- make bestand.gz, of npm run backup -- restore bestand.gz')
  const { ownerUrl, url, secret, embedded } = await reach(readSettings(process.env))
  try {
    if (action === 'make') {
      // Written beside and put in place when it is whole; only its owner may read it.
      const beside = `${path}.${process.pid}`
      try {
        const tables = await backup(ownerUrl, secret, createWriteStream(beside, { fd: openSync(beside, 'wx', 0o600) }))
        renameSync(beside, path)
        console.log(`${tables} tabellen staan in ${path}. Bewaar het geheim (SECRET, of het bestand secret in DATA_DIR) apart: zonder is de kopie niet terug te zetten.`)
      } finally {
        rmSync(beside, { force: true })
      }
    } else {
      accessSync(path, constants.R_OK)
      const { madeAt, tables } = await restore(ownerUrl, url, secret, createReadStream(path))
      console.log(`De reservekopie van ${sayMoment('nl', new Date(madeAt))} is teruggezet: ${tables} tabellen.`)
    }
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`Dat lukt niet: ${(error as Error).message}`)
  } finally {
    await embedded?.stop()
  }
})
