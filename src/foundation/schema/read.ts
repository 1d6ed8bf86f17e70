import type pg from 'pg'
import { plainSql } from './plain.ts'

/** A column as the database has it: what it says is plain SQL, and its comment the words of its migration. */
export interface Column {
  name: string
  type: string
  needed: boolean
  /** What it is when nobody says; of one that the database makes itself, what it is made of. */
  value: string | null
  made: boolean
  collation: string | null
  comment: string | null
}
/** A key or a check. */
export interface Constraint {
  name: string
  kind: 'p' | 'u' | 'f' | 'c'
  columns: string[]
  text: string
  /** The table that a foreign key points to. */
  target: string | null
}
export interface Policy {
  name: string
  command: string
  restrictive: boolean
  using: string | null
  check: string | null
  comment: string | null
}
export interface Table {
  name: string
  comment: string | null
  columns: Column[]
  constraints: Constraint[]
  indexes: string[]
  triggers: string[]
  policies: Policy[]
  /** What the program's own role may do, as `grant` says it. */
  grants: string[]
  retention: { keep: string; counted_from: string; reason: string; own_age: boolean; also: string | null } | null
}
/** A function or procedure, by its name with its arguments. */
export interface Routine {
  kind: 'function' | 'procedure'
  name: string
  definition: string
  /** Not everybody may call it, but the program's own role: it asks as the owner. */
  guarded: boolean
  comment: string | null
}
export interface Schema {
  /** The program's own, which owns nothing. */
  role: string
  extensions: string[]
  tables: Table[]
  routines: Routine[]
}

const tablesSql = `
select c.relname as name, obj_description(c.oid, 'pg_class') as comment,
  (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'needed', a.attnotnull, 'made', a.attgenerated <> '',
      'value', pg_get_expr(d.adbin, d.adrelid, true), 'comment', col_description(c.oid, a.attnum),
      'collation', (select quote_ident(collname) from pg_collation o where o.oid = a.attcollation and a.attcollation <> t.typcollation)) order by a.attnum)
    from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  coalesce((select json_agg(json_build_object('name', k.conname, 'kind', k.contype, 'text', pg_get_constraintdef(k.oid, true), 'target', (select relname from pg_class f where f.oid = k.confrelid),
      'columns', (select json_agg(a.attname order by n.at) from unnest(k.conkey) with ordinality n (number, at) join pg_attribute a on a.attrelid = c.oid and a.attnum = n.number))
      order by position(k.contype in 'pufc'), k.conkey, k.conname collate "C")
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')), '[]') as constraints,
  coalesce((select json_agg(pg_get_indexdef(i.indexrelid, 0, true) order by i.indexrelid::regclass::text collate "C")
    from pg_index i where i.indrelid = c.oid and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))), '[]') as indexes,
  coalesce((select json_agg(pg_get_triggerdef(g.oid, true) order by g.tgname collate "C") from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal), '[]') as triggers,
  coalesce((select json_agg(json_build_object('name', p.polname, 'restrictive', not p.polpermissive, 'comment', obj_description(p.oid, 'pg_policy'),
      'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      'using', pg_get_expr(p.polqual, p.polrelid, true), 'check', pg_get_expr(p.polwithcheck, p.polrelid, true)) order by position(p.polcmd::text in '*rawd'), p.polname collate "C")
    from pg_policy p where p.polrelid = c.oid), '[]') as policies,
  coalesce((select json_agg(lower(g.right) || coalesce(' (' || g.columns || ')', '') order by position(g.right in 'SELECT INSERT UPDATE DELETE')) from (
      select x.privilege_type as right, null as columns from aclexplode(c.relacl) x join pg_roles r on r.oid = x.grantee where r.rolname = $1
      union all
      select x.privilege_type, string_agg(a.attname, ', ' order by a.attnum) from pg_attribute a, aclexplode(a.attacl) x join pg_roles r on r.oid = x.grantee
        where a.attrelid = c.oid and r.rolname = $1 group by 1) g), '[]') as grants,
  (select json_build_object('keep', r.keep::text, 'counted_from', r.counted_from, 'reason', r.reason, 'own_age', r.own_age, 'also', r.also) from retention r where r.table_name = c.relname) as retention
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
order by c.relname collate "C"`

// What an extension brought is not ours to say.
const routinesSql = `
select case p.prokind when 'p' then 'procedure' else 'function' end as kind, p.proname as name, pg_get_functiondef(p.oid) as definition, not has_function_privilege('public', p.oid, 'execute') as guarded, obj_description(p.oid, 'pg_proc') as comment
from pg_proc p where p.pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
order by p.proname collate "C"`

/** All that a database says of its tables and functions, each in the order of their names, in plain SQL or as it says it itself. */
export async function readSchema(owner: pg.Client | pg.Pool, appUrl: string, said = plainSql): Promise<Schema> {
  const role = decodeURIComponent(new URL(appUrl).username)
  const extensions = await owner.query<{ name: string }>(`select extname as name from pg_extension where extname <> 'plpgsql' order by 1`)
  const { rows: tables } = await owner.query<Table>(tablesSql, [role])
  const { rows: routines } = await owner.query<Routine>(routinesSql)
  const plain = <Text extends string | null>(text: Text) => (text === null ? text : said(text)) as Text
  return {
    role,
    extensions: extensions.rows.map(({ name }) => name),
    tables: tables.map((table) => ({
      ...table,
      columns: table.columns.map((each) => ({ ...each, type: said(each.type), value: plain(each.value) })),
      constraints: table.constraints.map((each) => ({ ...each, text: said(each.text) })),
      indexes: table.indexes.map((each) => said(each)),
      triggers: table.triggers.map((each) => said(each)),
      policies: table.policies.map((each) => ({ ...each, using: plain(each.using), check: plain(each.check) })),
    })),
    routines: routines.map((routine) => {
      // The body is as it was written.
      const [head = '', body = ''] = routine.definition.split(/AS \$(?:function|procedure)\$/)
      return { ...routine, definition: `${said(head).replace(/^create or replace/, 'create')} as $$${body.replace(/\$(?:function|procedure)\$\n$/, '$$$$')};` }
    }),
  }
}
