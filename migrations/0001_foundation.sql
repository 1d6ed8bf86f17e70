-- The ground: who the actor is, the wall between regions, and the tables of the foundation.

-- The actor of this transaction, as database.as set it. Plain SQL functions, so that the planner folds them into index conditions.
create function app_region() returns int language sql stable as $$ select current_setting('app.region')::int $$;
create function app_kind() returns text language sql stable as $$ select current_setting('app.kind') $$;
create function app_sight() returns text language sql stable as $$ select current_setting('app.sight') $$;
create function app_organisation() returns uuid language sql stable as $$ select nullif(current_setting('app.organisation'), '')::uuid $$;
create function app_staff() returns uuid language sql stable as $$ select nullif(current_setting('app.staff'), '')::uuid $$;
create function app_subject() returns uuid language sql stable as $$ select nullif(current_setting('app.subject'), '')::uuid $$;

-- How long each table's rows are kept, counted from a column; the retention run reads this. Reference data, the same for all regions.
create table retention (
  table_name text primary key,
  keep interval not null,
  counted_from text not null,
  reason text not null
);
grant select on retention to {{app}};

-- Protects a table: the wall between regions (restrictive, so that no other policy opens it), then who sees, adds and changes,
-- and its retention. Removal is for the program's own tasks (the retention run). A table that may be distributed is, when Citus is there.
create procedure protect(tbl text, see text, adds text, changes text, keep interval, counted_from text, reason text)
language plpgsql as $$
begin
  if exists (select 1 from pg_extension where extname = 'citus') then
    execute 'set local citus.multi_shard_modify_mode to ''sequential''';
    execute format('select create_distributed_table(%L, ''region_id'')', tbl);
  end if;
  execute format('alter table %I enable row level security', tbl);
  execute format('create policy region_wall on %I as restrictive for all using (region_id = app_region()) with check (region_id = app_region())', tbl);
  execute format('create policy sees on %I for select using (%s)', tbl, see);
  execute format('create policy adds on %I for insert with check (%s)', tbl, adds);
  execute format('create policy changes on %I for update using (%s)', tbl, changes);
  execute format('create policy removes on %I for delete using (app_kind() = ''task'')', tbl);
  insert into retention values (tbl, keep, counted_from, reason);
end $$;

-- Reference data: the 35 regions and 342 municipalities. The nation is region 0.
create table region (
  id int primary key,
  code text not null unique,
  slug text not null unique,
  name text not null,
  centre_municipality text not null,
  opened_at timestamptz -- set when the region's network is there and it takes questions
);
create table municipality (
  name text primary key,
  region_id int not null references region (id)
);
grant select, update (opened_at) on region to {{app}};
grant select on municipality to {{app}};

-- What this database was filled as, so that a demo never becomes a real installation or the other way round.
create table installation (only_row boolean primary key default true check (only_row), demo boolean not null);
grant select on installation to {{app}};

-- What happened, written once and never changed: ids and codes, never a name or a text.
create table event (
  region_id int not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('public', 'link', 'staff', 'task')),
  staff_id uuid,
  organisation_id uuid,
  kind text not null,
  subject_id uuid not null,
  purpose text not null,
  detail jsonb not null default '{}',
  primary key (region_id, id),
  check ((actor_kind = 'staff') = (staff_id is not null))
);
create index event_subject on event (region_id, subject_id, id);
create index event_day on event (region_id, at);

-- Who of the staff read whose data, when and for what.
create table look (
  region_id int not null,
  id uuid not null,
  at timestamptz not null,
  staff_id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  question_id uuid,
  purpose text not null,
  primary key (region_id, id)
);
create index look_person on look (region_id, person_id, id);
call protect('look',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'staff' and staff_id = app_staff() and organisation_id = app_organisation()$$,
  changes => 'false',
  keep => '5 years', counted_from => 'at', reason => 'a person may ask who looked');
grant select, insert, delete on look to {{app}};

-- What must happen later.
create table task (
  region_id int not null,
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  due_at timestamptz not null,
  detail jsonb not null default '{}',
  attempts int not null default 0,
  failed_at timestamptz,
  failure text,
  primary key (region_id, id)
);
create index task_due on task (region_id, due_at);
call protect('task',
  see => $$app_kind() = 'task'$$, adds => 'true', changes => $$app_kind() = 'task'$$,
  keep => '90 days', counted_from => 'due_at', reason => 'a task is removed when it is done; one that keeps failing is kept to be looked at');
grant select, insert, update, delete on task to {{app}};

-- The outbox: what to send to whom. The text is made at the moment of sending, so no text and no secret link is kept here.
create table mail (
  region_id int not null,
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  recipient text not null check (length(recipient) <= 254),
  language text not null check (language in ('nl', 'en')),
  queued_at timestamptz not null,
  sent_at timestamptz,
  primary key (region_id, id)
);
call protect('mail',
  see => $$app_kind() = 'task'$$, adds => 'true', changes => $$app_kind() = 'task'$$,
  keep => '90 days', counted_from => 'queued_at', reason => 'to find out whether a mail was sent');
grant select, insert, update, delete on mail to {{app}};

-- What was handed in once already: a form sent twice, an API call repeated. Only keyed hashes, and the id of what it made.
create table submission (
  region_id int not null,
  key text not null,
  fingerprint text not null,
  at timestamptz not null,
  result uuid,
  primary key (region_id, key)
);
call protect('submission',
  see => 'true', adds => 'true', changes => 'true',
  keep => '7 days', counted_from => 'at', reason => 'nobody repeats a form after a week');
grant select, insert, update, delete on submission to {{app}};
