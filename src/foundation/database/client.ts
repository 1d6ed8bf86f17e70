import pg from 'pg'

/** Does something on a connection of its own, which ends with it: for what is done on no pool, by an owner or a superuser. */
export async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
