-- The person's own file: who comes for it, on whose behalf, what they ask of those who hold their data; the log of every read, and the register it refers to.

-- Whose rows a resident sees: the persons that are theirs, or of whom they act for. A privacy officer sees who looked, by and at the own organisation.
create function app_persons() returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting('app.persons', true), '')::uuid[], '{}') $$;
create function app_resident() returns uuid language sql stable as $$ select nullif(current_setting('app.resident', true), '')::uuid $$;
create function app_privacy() returns boolean language sql stable as $$ select coalesce(current_setting('app.privacy', true), '') = 'on' $$;

-- Somebody with a file of their own: known by an address they can read mail at, or by a sign-in broker. Of the broker only a keyed hash of who it says it is, never what it says.
create table resident (
  region_id int not null,
  id uuid not null,
  name text check (length(name) between 1 and 120),
  email text check (length(email) <= 254),
  subject_hash text,
  language text not null check (language in ('nl', 'en')),
  made_at timestamptz not null,
  came_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, subject_hash)
);
create index resident_email on resident (region_id, email) where email is not null;
call protect('resident', see => $$app_kind() = 'task' or id = app_resident()$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'came_at', reason => 'as long as somebody comes for it');
grant select, insert, update, delete on resident to {{app}};

-- A person is somebody's own when that somebody confirmed it.
alter table person add resident_id uuid;
alter table person add foreign key (region_id, resident_id) references resident (region_id, id) on delete set null (resident_id);
create index person_resident on person (region_id, resident_id) where resident_id is not null;

-- A parent, guardian or helper may act for a resident: who said so, how, and until when.
create table mandate (
  region_id int not null,
  id uuid not null,
  resident_id uuid not null, -- for whom
  name text not null check (length(name) between 1 and 120), -- who acts
  email text not null check (length(email) <= 254),
  relation text not null check (relation in ('parent', 'guardian', 'helper', 'family', 'other')),
  given_at timestamptz not null,
  given_how text not null check (given_how in ('page', 'phone', 'walk-in', 'letter')),
  given_with uuid, -- the member of staff to whom it was said
  ends_on date not null,
  ended_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, resident_id) references resident (region_id, id) on delete cascade,
  foreign key (region_id, given_with) references staff (region_id, id),
  check ((given_how = 'page') = (given_with is null))
);
create index mandate_email on mandate (region_id, email) where ended_at is null;
create index mandate_resident on mandate (region_id, resident_id);
call protect('mandate', see => $$app_kind() = 'task' or resident_id = app_resident()$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '5 years', counted_from => 'ends_on', reason => 'a person may ask who acted for them');
grant select, insert, update, delete on mandate to {{app}};

-- What somebody asks of who holds their data, and what came of it.
create table data_request (
  region_id int not null,
  id uuid not null,
  kind text not null check (kind in ('correct', 'access', 'object', 'erase', 'name')),
  resident_id uuid, -- who asked it in a file of their own
  persons uuid[] not null check (cardinality(persons) between 1 and 500),
  organisation_id uuid not null, -- the controller it is asked of
  handler_id uuid not null, -- whose privacy officer deals with it
  look_id uuid, -- whose name is asked
  text text check (length(text) between 1 and 2000),
  asked_at timestamptz not null,
  asked_how text not null check (asked_how in ('page', 'phone', 'walk-in', 'letter')),
  asked_with uuid,
  mandate_id uuid,
  due_on date not null,
  decided_at timestamptz,
  decided_by uuid,
  decision text check (decision in ('done', 'partly', 'refused')),
  answer text check (length(answer) between 1 and 2000),
  remains jsonb not null default '[]', -- of what was not erased: until when, and by what duty
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, handler_id) references organisation (region_id, id),
  foreign key (region_id, asked_with) references staff (region_id, id),
  foreign key (region_id, decided_by) references staff (region_id, id),
  check ((asked_how = 'page') = (asked_with is null)),
  check ((kind = 'name') = (look_id is not null)),
  check ((decided_at is null) = (decision is null) and (decided_at is null) = (decided_by is null)),
  check (decision is distinct from 'refused' or answer is not null)
);
-- One at a time of each kind with each controller.
create unique index data_request_open on data_request (region_id, organisation_id, kind, (persons[1]), coalesce(look_id, '00000000-0000-0000-0000-000000000000'::uuid)) where decided_at is null;
create index data_request_persons on data_request using gin (persons);
create index data_request_resident on data_request (region_id, resident_id);
create index data_request_handler on data_request (region_id, handler_id, due_on) where decided_at is null;
call protect('data_request',
  see => $$app_kind() = 'task' or (app_privacy() and handler_id = app_organisation()) or resident_id = app_resident() or persons && app_persons()$$,
  adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '5 years', counted_from => 'asked_at', reason => 'to show that it was dealt with');
grant select, insert, update, delete on data_request to {{app}};

-- What a legal duty keeps after its asker wanted it gone: the bare question and its answer, until this day.
alter table question add erase_on date;
-- One that others belong to can go before them, by its age or because its asker wanted it.
alter table question drop constraint question_region_id_group_id_fkey;
alter table question add foreign key (region_id, group_id) references question (region_id, id) on delete set null (group_id);
alter table question drop constraint question_region_id_merged_into_fkey;
alter table question add foreign key (region_id, merged_into) references question (region_id, id) on delete cascade;
create index question_erase on question (region_id, erase_on) where erase_on is not null;

-- The log of data processing, by the national standard: one line for each read of somebody's data by staff, without sampling. Who of the staff it was is in `look`, by the same id.
create table processing_log (
  region_id int not null,
  id uuid not null, -- its last sixteen digits are the operation's id
  trace_id text not null check (trace_id ~ '^[0-9a-f]{32}$'),
  status_code text not null check (status_code in ('OK', 'ERROR')),
  name text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at >= starts_at),
  organisation_id uuid not null,
  processing_activity text not null check (processing_activity in ('answering', 'handing-over', 'own-file', 'supervision')),
  data_subject_id text not null, -- encrypted
  primary key (region_id, id)
);
call protect('processing_log', see => $$app_kind() = 'task'$$,
  adds => $$(app_kind() = 'staff' and organisation_id = app_organisation()) or (app_kind() = 'guest' and organisation_id = app_partner())$$, changes => 'false',
  keep => '5 years', counted_from => 'starts_at', reason => 'the same as who looked');
grant select, insert, delete on processing_log to {{app}};
-- How far it was sent on, where it is.
create table log_export (
  region_id int not null,
  last_id uuid not null,
  at timestamptz not null,
  primary key (region_id)
);
call protect('log_export', see => $$app_kind() = 'task'$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'at', reason => 'a mark, nothing of a person');
grant select, insert, update on log_export to {{app}};

-- No look without its line in the log, from now on; and with the role in which it was.
alter table look add role text;
alter table look add foreign key (region_id, id) references processing_log (region_id, id) not valid;
create index look_at on look (region_id, at);
create index look_question on look (region_id, question_id);
drop policy sees on look;
create policy sees on look for select using (
  app_kind() = 'task'
  or (app_privacy() and (organisation_id = app_organisation() or exists (select 1 from question q where q.region_id = look.region_id and q.id = look.question_id offset 0)))
  or (app_kind() = 'resident' and (person_id = any(app_persons()) or exists (select 1 from question q where q.region_id = look.region_id and q.id = look.question_id offset 0))));

-- What each organisation's register says of an activity, where it says something of its own; the newest counts, the earlier stay.
create table processing_activity (
  region_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  code text not null check (code in ('answering', 'handing-over', 'own-file', 'supervision')),
  purpose text not null check (length(purpose) between 1 and 1000),
  ground text not null check (length(ground) between 1 and 1000),
  data text not null check (length(data) between 1 and 1000),
  recipients text not null check (length(recipients) between 1 and 1000),
  kept text not null check (length(kept) between 1 and 1000),
  duty text check (length(duty) between 1 and 300), -- the law by which a question and its answer stay when they are asked to be erased
  duty_years int check (duty_years between 1 and 20),
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, changed_by) references staff (region_id, id),
  check ((duty is null) = (duty_years is null))
);
create index processing_activity_of on processing_activity (region_id, organisation_id, code, id);
call protect('processing_activity', see => 'true', adds => $$app_kind() = 'task' or (app_privacy() and organisation_id = app_organisation())$$, changes => 'false',
  keep => '100 years', counted_from => 'changed_at', reason => 'the register of processing, with what it said before');
grant select, insert, delete on processing_activity to {{app}};

-- Residents come in by a code too, and do things.
alter table mail_code drop constraint mail_code_kind_check;
alter table mail_code add constraint mail_code_kind_check check (kind in ('partner', 'resident'));
alter table pass drop constraint pass_kind_check;
alter table pass add constraint pass_kind_check check (kind in ('partner', 'resident'));
alter table pass add mandate_id uuid; -- for whom its holder acts now
alter table event drop constraint event_actor_kind_check;
alter table event add constraint event_actor_kind_check check (actor_kind in ('public', 'link', 'staff', 'task', 'guest', 'resident'));

-- What a resident sees: of their own questions, which are granted to them by id as to a colleague who may read along, all but what is among colleagues. The policy of questions
-- stays as it is for that: it is asked for every row that anybody searches through.
drop policy changes on person;
create policy changes on person for update using (
  app_kind() = 'task' or exists (select 1 from question q where q.region_id = person.region_id and q.person_id = person.id offset 0));
drop policy sees on message;
create policy sees on message for select using (
  (kind not in ('note', 'consult', 'advice') or app_kind() not in ('link', 'resident'))
  and exists (select 1 from question q where q.region_id = message.region_id and q.id = message.question_id offset 0));
drop policy sees on guest;
create policy sees on guest for select using (app_kind() in ('task', 'staff', 'link', 'resident') or organisation_id = app_partner());

-- The reports of the nights' retention, to read back.
create index event_retention on event (region_id, at) where kind = 'retention.ran';
