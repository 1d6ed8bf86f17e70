import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { backup } from '../src/foundation/database/backup.ts'
import type { Actor } from '../src/foundation/actor.ts'
import { written } from '../src/foundation/database/database.ts'
import { openEmbedded } from '../src/foundation/database/embedded.ts'
import { migrate, migrationNames, migrationRole } from '../src/foundation/database/migrate.ts'
import { projectRoot } from '../src/foundation/root.ts'
import { isHandedIn, once } from '../src/foundation/web/once.ts'
import { StartError } from '../src/foundation/settings.ts'
import { sql } from 'kysely'
import { startDemo } from './ground.ts'
import { folder } from './running.ts'

const demo = await startDemo()
const { owner, database, region } = demo

async function as<Result>(connectionString: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return work(client).finally(() => client.end())
}

test('what runs with the owner’s rights finds names in the catalogue first and in temporary tables last, and is nobody’s but who asks (ASVS 13.2.2)', async () => {
  const { rows } = await owner.query(
    `select p.proname as name, p.proconfig as settings, r.rolsuper as super, has_function_privilege('public', p.oid, 'execute') as everybodys, p.prorettype = 'trigger'::regtype as trigger
     from pg_proc p join pg_roles r on r.oid = p.proowner where p.prosecdef and p.pronamespace = 'public'::regnamespace`,
  )
  expect(rows.length).toBeGreaterThan(10)
  for (const { name, settings, super: isSuper, everybodys, trigger } of rows)
    expect([name, settings, isSuper, trigger || !everybodys]).toEqual([name, ['search_path=pg_catalog, public, pg_temp'], false, true])
})

test('neither the owner nor who serves is a superuser, and who serves owns nothing and makes no table, also no temporary one', async () => {
  const { url, ownerUrl } = demo
  const { rows } = await owner.query(
    `select rolname as name, rolsuper or rolbypassrls or rolreplication or rolcreatedb as more, exists (select 1 from pg_class where relowner = pg_roles.oid) as owns from pg_roles where rolname = any ($1) order by 1`,
    [[new URL(url).username, new URL(ownerUrl).username]],
  )
  expect(rows).toEqual([
    { name: 'werkcentrum', more: false, owns: false },
    { name: 'werkcentrum_owner', more: false, owns: true },
  ])
  await migrate(ownerUrl, url)
  for (const statement of [
    'create temp table staff (id int)',
    'create table eigen (id int)',
    'create schema eigen',
    'alter table staff disable row level security',
    'set role werkcentrum_owner',
  ])
    await expect(
      as(url, (client) => client.query(statement)),
      statement,
    ).rejects.toThrow(/permission denied|must be owner/)
})

test('a superuser neither owns the tables nor serves', async () => {
  const { adminUrl, url } = inject('template')
  await expect(migrate(adminUrl, url)).rejects.toBeInstanceOf(StartError)
  await expect(migrate(inject('template').ownerUrl, adminUrl)).rejects.toBeInstanceOf(StartError)
})

/** Who may write which tables at all, from outside: a row of nothing but its region is refused by the policies, before any rule of the table, or it is not. */
const outsiders: Record<string, Actor> = {
  public: { kind: 'public', region },
  link: { kind: 'link', region, subject: randomUUID() },
  guest: { kind: 'guest', region, id: randomUUID(), name: 'Iemand', organisation: randomUUID() },
  resident: { kind: 'resident', region, id: randomUUID(), name: 'Iemand', persons: [], questions: [] },
}
// What anybody's doing may bring about: work for later; and a person who asks. A guest asks nothing. Mail, notices and the key of a form depend on whose they are.
const anybodys = ['person', 'task']
const mayAdd: Record<string, string[]> = { public: anybodys, link: anybodys, guest: ['task'], resident: anybodys }

/** Tries something as an actor, and undoes it; answers why it was refused, or nothing. */
const tried = (actor: Actor, work: Parameters<typeof written>[0]) =>
  database
    .transaction(actor, 'test', async (tx) => {
      await tx.run(written(work))
      throw Object.assign(new Error('undone'), { code: 'undone' })
    })
    .catch((error: Error & { code?: string }) => ({ code: error.code, message: error.message }))

test('each kind of actor adds to the tables that are theirs to add to, and to no other, whichever tables there are (I3)', async () => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'region_id' where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  )
  expect(tables.length).toBeGreaterThan(40)
  for (const [kind, actor] of Object.entries(outsiders)) {
    const open: string[] = []
    for (const { name } of tables) {
      const { code, message } = await tried(actor, sql`insert into ${sql.table(name)} (region_id) values (${region})`)
      if (code !== '42501' && !/violates row-level security|permission denied/.test(message)) open.push(name)
      // And never to another region, whoever it is.
      for (const each of [actor, { kind: 'task', region } as const])
        expect([name, (await tried(each, sql`insert into ${sql.table(name)} (region_id) values (${region + 1})`)).code]).toEqual([name, '42501'])
    }
    expect([kind, open]).toEqual([kind, mayAdd[kind]])
  }
})

test('who comes from outside writes as themselves, about what is theirs, and as new', async () => {
  const { rows } = await owner.query('select id, person_id, organisation_id from question where closed_at is null limit 2')
  const [own, other] = rows as { id: string; person_id: string; organisation_id: string }[]
  const staff = (await owner.query('select id, organisation_id from staff limit 1')).rows[0]
  const link: Actor = { kind: 'link', region, subject: own!.id }
  const id = randomUUID()
  const message = (question: string, kind: string, by: string | null = null) =>
    sql`insert into message (region_id, id, question_id, at, kind, staff_id, text) values (${region}, ${id}, ${question}, now(), ${kind}, ${by}, 'x')`
  const event = (kind: string, by: string | null = null) =>
    sql`insert into event (region_id, id, at, actor_kind, staff_id, kind, subject_id, purpose, subject_kind, readers) values (${region}, ${id}, now(), ${kind}, ${by}, 'x', ${id}, 'x', 'x', 'managers')`
  const danger = (question: string) => sql`insert into danger (region_id, question_id, kind, at) values (${region}, ${question}, 'danger', now())`
  const word = (person: string) => sql`insert into person_word (region_id, person_id, word) values (${region}, ${person}, 'x')`
  const present = (question: string) => sql`insert into presence (region_id, question_id, who, seen_at) values (${region}, ${question}, 'asker', now())`
  const refused: [Actor, ReturnType<typeof message>][] = [
    [link, message(other!.id, 'addition')],
    [link, message(own!.id, 'note', staff.id)],
    [link, message(own!.id, 'answer', staff.id)],
    [outsiders.public!, message(own!.id, 'addition')],
    [link, event('staff', staff.id)],
    [link, event('task')],
    [outsiders.public!, event('link')],
    [outsiders.public!, danger(own!.id)],
    [link, danger(other!.id)],
    [outsiders.public!, word(own!.person_id)],
    [outsiders.public!, present(own!.id)],
    [
      outsiders.public!,
      sql`insert into mail (region_id, id, kind, subject_id, recipient, language, queued_at, sent_at) values (${region}, ${id}, 'x', ${id}, 'a@b.c', 'nl', now(), now())`,
    ],
    [outsiders.public!, sql`insert into task (region_id, id, kind, subject_id, due_at, attempts) values (${region}, ${id}, 'x', ${id}, now(), 3)`],
    [
      outsiders.public!,
      sql`insert into question (region_id, id, number, asked_at, channel, asker_group, language, text, person_id, organisation_id, state, first_due_at, answer_due_at, closed_at) values (${region}, ${id}, 'TW-AAAA-AA', now(), 'web', 'worker', 'nl', 'x', ${own!.person_id}, ${own!.organisation_id}, 'withdrawn', now(), now(), now())`,
    ],
  ]
  for (const [at, [actor, statement]] of refused.entries()) expect([at, (await tried(actor, statement)).code]).toEqual([at, '42501'])
  for (const [at, [actor, statement]] of (
    [
      [link, message(own!.id, 'addition')],
      [link, event('link')],
      [link, present(own!.id)],
    ] as const
  ).entries())
    expect([at, (await tried(actor, statement)).code]).toEqual([at, 'undone'])
})

test('who comes from outside brings about only mail and notices about what is theirs, to whom those belong (I3)', async () => {
  const { rows } = await owner.query(
    `select q.id, q.organisation_id, p.email from question q join person p on p.region_id = q.region_id and p.id = q.person_id where q.closed_at is null and p.email is not null limit 2`,
  )
  const [own, other] = rows as { id: string; organisation_id: string; email: string }[]
  const reader = (await owner.query('select id from staff where organisation_id = $1 limit 1', [own!.organisation_id])).rows[0].id
  const all: Actor[] = [
    outsiders.public!,
    { kind: 'link', region, subject: own!.id },
    outsiders.guest!,
    { kind: 'resident', region, id: randomUUID(), name: 'Iemand', persons: [], questions: [own!.id] },
  ]
  const mail = (kind: string, about: string, to: string) =>
    sql`insert into mail (region_id, id, kind, subject_id, recipient, language, queued_at) values (${region}, ${randomUUID()}, ${kind}, ${about}, ${to}, 'nl', now())`
  const notice = (question: string | null) =>
    sql`insert into notice (region_id, id, staff_id, kind, question_id, at) values (${region}, ${randomUUID()}, ${reader}, 'added', ${question}, now())`
  for (const actor of all) {
    for (const kind of ['question-link', 'question-received', 'question-answered', 'resident-code', 'invited', 'meeting-asker', 'handover-partner', 'mandate'])
      for (const about of [own!.id, other!.id])
        for (const to of ['vreemd@example.org', other!.email]) expect([actor.kind, kind, (await tried(actor, mail(kind, about, to))).code]).toEqual([actor.kind, kind, '42501'])
    for (const about of [other!.id, null]) expect([actor.kind, (await tried(actor, notice(about))).code]).toEqual([actor.kind, '42501'])
    const owns = actor.kind === 'link' || actor.kind === 'resident'
    expect([actor.kind, (await tried(actor, notice(own!.id))).code]).toEqual([actor.kind, owns ? 'undone' : '42501'])
  }
})

test('of the keys of forms nobody sees or changes another than their own (I3)', async () => {
  const row = await database.transaction({ kind: 'public', region }, 'test', async (tx) => {
    const about = { secret: 'x', region, now: new Date() }
    const made = await once(
      tx,
      about,
      { key: 'geheim', belongs: 'x' },
      async () => 'gemaakt',
      () => new Error('elsewhere'),
    )
    return [made, await isHandedIn(tx, about, 'geheim'), await isHandedIn(tx, about, 'ander')]
  })
  expect(row).toEqual(['gemaakt', true, false])
  const staff = (await owner.query('select id, organisation_id from staff limit 1')).rows[0]
  const guide: Actor = {
    kind: 'staff',
    region,
    id: staff.id,
    name: 'x',
    organisation: staff.organisation_id,
    walkInPoint: null,
    roles: ['guide'],
    sight: 'region',
    granted: [],
    standsInFor: [],
  }
  for (const actor of [...Object.values(outsiders), guide]) {
    const seen = await database.transaction(actor, 'test', async (tx) => [
      (await tx.all(written(sql`select 1 from submission`))).length,
      await tx.run(written(sql`update submission set handed = '{}' where true`)),
    ])
    expect([actor.kind, seen]).toEqual([actor.kind, [0, 0]])
  }
})

test('only staff and the program find who asked by an address or a number (I3)', async () => {
  const { number, email } = (
    await owner.query(`select q.number, p.email from question q join person p on p.region_id = q.region_id and p.id = q.person_id where p.email is not null limit 1`)
  ).rows[0]
  const found = (actor: Actor) =>
    database.transaction(actor, 'test', async (tx) => [
      (await tx.all(written(sql`select * from known_elsewhere(${number}, ${email}, null)`))).length,
      (await tx.all(written(sql`select * from persons_like(${number})`))).length,
    ])
  for (const actor of Object.values(outsiders)) expect([actor.kind, await found(actor)]).toEqual([actor.kind, [0, 0]])
  expect((await found({ kind: 'task', region })).every((each) => each > 0)).toBe(true)
})

test('of their own question who comes from outside changes where it stands, and not whose it is, what it says or what opens it; and nothing of how they are reached (I3)', async () => {
  const { rows } = await owner.query(`select id, person_id, organisation_id from question where closed_at is null order by state = 'received' limit 2`)
  const [own, other] = rows as { id: string; person_id: string; organisation_id: string }[]
  const resident: Actor = { kind: 'resident', region, id: randomUUID(), name: 'Iemand', persons: [own!.person_id], questions: [own!.id] }
  const elsewhere = (await owner.query('select id from organisation where id <> $1 limit 1', [own!.organisation_id])).rows[0].id
  const staff = (await owner.query('select id from staff where id not in (select staff_id from question where id = $1) limit 1', [own!.id])).rows[0].id
  const of = (change: ReturnType<typeof sql>) => sql`update question set ${change} where id = ${own!.id}`
  for (const actor of [{ kind: 'link', region, subject: own!.id }, resident] as const) {
    for (const [at, change] of [
      sql`person_id = ${other!.person_id}`,
      sql`asked_by = ${other!.person_id}`,
      sql`link_version = link_version + 1`,
      sql`number = 'TW-AAAA-AA'`,
      sql`text = 'anders'`,
      sql`asked_at = now()`,
      sql`erase_on = current_date`,
      sql`organisation_id = ${elsewhere}`,
      sql`staff_id = ${staff}`,
      sql`state = 'dismissed', dismissal = 'spam', closed_at = now(), due_at = null`,
    ].entries()) {
      const changed = await database.transaction(actor, 'test', (tx) => tx.run(written(of(change)))).catch((error: { code?: string }) => error.code)
      expect([actor.kind, at, changed]).toEqual([actor.kind, at, actor.kind === 'link' || changed === '42501' ? '42501' : 0])
    }
    const reach = await database.transaction(actor, 'test', (tx) => tx.run(written(sql`update person set email = 'vreemd@example.org' where id = ${own!.person_id}`)))
    expect([actor.kind, reach]).toEqual([actor.kind, 0])
  }
  expect(
    (await tried({ kind: 'link', region, subject: own!.id }, of(sql`state = 'withdrawn', closed_at = now(), due_at = null, step_due_at = null, waiting_since = null`))).code,
  ).toBe('undone')
})

test('nobody from outside reads who works here (I3)', async () => {
  const question = (await owner.query('select id from question where staff_id is not null limit 1')).rows[0].id
  for (const actor of [...Object.values(outsiders), { kind: 'link', region, subject: question } as const]) {
    for (const table of ['staff', 'session', 'setup_version', 'absence'])
      expect([actor.kind, table, await database.transaction(actor, 'test', (tx) => tx.all(written(sql`select 1 from ${sql.table(table)} limit 1`)))]).toEqual([
        actor.kind,
        table,
        [],
      ])
  }
})

test('a data folder of before, whose superuser owned all, keeps everything and gets an owner that is none', async () => {
  const data = folder()
  let server = await openEmbedded(data, { fast: true })
  afterAll(async () => {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  })
  // As it was made before: the superuser has the owner's name and password, and what it made is its own.
  const { ownerUrl, url, adminUrl } = server.named('werkcentrum')
  const secret = readFileSync(join(data, 'secret'), 'utf8')
  const password = createHmac('sha256', secret).update('database|werkcentrum_owner').digest('hex')
  const onPostgres = (address: string) => address.replace(/\/werkcentrum\?/, '/postgres?')
  await as(onPostgres(adminUrl), (client) => client.query('drop database werkcentrum'))
  await as(onPostgres(adminUrl), (client) => client.query(`drop role werkcentrum_owner; create role even superuser login password 'even'`))
  await as(onPostgres(adminUrl).replace(/\/\/[^@]+@/, '//even:even@'), (client) =>
    client.query(`begin; alter role werkcentrum_postgres rename to werkcentrum_owner; alter role werkcentrum_owner password '${password}'; commit`),
  )
  await as(onPostgres(ownerUrl), async (client) => {
    await client.query(`drop role even; create role werkcentrum login password '${decodeURIComponent(new URL(url).password)}'`)
    await client.query('create database werkcentrum')
  })
  const before = migrationNames().filter((name) => name < '0027')
  await as(ownerUrl, async (client) => {
    await client.query('create table migration (name text primary key, applied_at timestamptz not null default now())')
    for (const name of before)
      await client.query(
        `begin;${readFileSync(join(projectRoot, 'migrations', name), 'utf8').replaceAll('{{app}}', migrationRole(url))};insert into migration (name) values ('${name}');commit`,
      )
    await client.query(`insert into task (region_id, id, kind, subject_id, due_at) values (5, gen_random_uuid(), 'blijft', gen_random_uuid(), now())`)
  })
  await server.stop()

  // Two at once, and once more.
  const both = await Promise.all([openEmbedded(data, { fast: true }), openEmbedded(data, { fast: true })])
  server = await openEmbedded(data, { fast: true })
  // Each says in its connections which process it is.
  const plain = (address: string) => address.replace(/&application_name=.*/, '')
  expect(both.map((each) => plain(each.ownerUrl))).toEqual([plain(ownerUrl), plain(ownerUrl)])
  await migrate(ownerUrl, url)
  await as(ownerUrl, async (client) => {
    expect((await client.query(`select count(*)::int as n from task where kind = 'blijft'`)).rows).toEqual([{ n: 1 }])
    const { rows } = await client.query(
      `select distinct r.rolname, r.rolsuper from pg_roles r where r.oid in (select relowner from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S') union select proowner from pg_proc where pronamespace = 'public'::regnamespace and prosecdef union select datdba from pg_database where datname = current_database())`,
    )
    expect(rows).toEqual([{ rolname: 'werkcentrum_owner', rolsuper: false }])
    expect((await client.query(`select rolname from pg_roles where rolsuper`)).rows).toEqual([{ rolname: 'werkcentrum_postgres' }])
  })
  const out = new PassThrough()
  const [bytes, tables] = await Promise.all([buffer(out), backup(ownerUrl, secret, out)])
  expect([bytes.length > 1000, tables > 40]).toEqual([true, true])
})
