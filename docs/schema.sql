-- The database as the migrations make it, table by table. Made by `npm run schema`, never by hand: what is to change, changes by a migration, and so do the words.
--
-- Behind every table with a `call protect` stands the wall between regions, which no other policy opens, and only the program's own tasks remove rows, unless it says otherwise:
--   create policy region_wall on … as restrictive for all using (region_id = app_region()) with check (region_id = app_region());
--   create policy sees on … for select using (see);   create policy adds on … for insert with check (adds);
--   create policy changes on … for update using (changes);   create policy removes on … for delete using (app_kind() = 'task');
-- `keep` and what follows is the table's retention period (the table `retention`). The functions that policies ask stand at the end.

create extension pg_trgm;

-- ═══ foundation ═══

-- event: wat er gebeurd is
-- What happened: one row in the region's record, in the same transaction as the change, never changed or removed. Codes and ids, never a name or a text, so that figures survive an erasure.
create table event (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  at              timestamptz not null,           -- By the program's clock.
  actor_kind      text not null check (actor_kind in ('public', 'link', 'staff', 'task', 'guest', 'resident')), -- Who did it: the public, the holder of a link, staff, the program itself, a guest of a partner, a resident in their own file.
  staff_id        uuid,                           -- The member of staff who did it; null for anybody else.
  organisation_id uuid,                           -- For which organisation, where staff or a guest did it.
  kind            text not null,                  -- A kind of event, as its room declares it (events.ts).
  subject_id      uuid not null,                  -- What it is about; the row may be erased since.
  purpose         text not null,                  -- For what the transaction was opened.
  detail          jsonb not null default '{}',    -- Codes, ids, counts and moments, as its kind declares them; with `mandate` where somebody acted for another.
  subject_kind    text not null,                  -- What sort of thing it is about.
  readers         text not null check (readers in ('thread', 'organisation', 'region', 'managers')), -- Who reads it: whoever sees the question, the organisation that did it, staff of the region, or who manages it.
  primary key (region_id, id),
  check ((actor_kind = 'staff') = (staff_id is not null))
);
create index event_day on event (region_id, at);
create index event_handover on event (region_id, at) where kind like 'question.handover-%';
create index event_retention on event (region_id, at) where kind = 'retention.ran';
create index event_subject on event (region_id, subject_id, id);
call protect('event',
  see => $$app_sight() = 'region'
    or readers = 'thread' and subject_kind = 'question' and (exists (select 1 from question q where q.region_id = event.region_id and q.id = event.subject_id offset 0))
    or readers = 'organisation' and organisation_id = app_organisation()
    or readers = 'region' and app_kind() = 'staff'$$,
  adds => $$app_kind() = 'task' or actor_kind = app_kind() and staff_id is not distinct from app_staff() and organisation_id is not distinct from app_partner()$$,
  changes => 'false',
  keep => '100 years', counted_from => 'at', reason => 'ids and codes of what happened, for figures; nothing about a person is in it');
grant select, insert on event to werkcentrum;

-- look: wie keek
-- A look: a member of staff, or a guest of a partner, read a person's data. Shown to that person.
create table look (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  at              timestamptz not null,           -- When, by the program's clock.
  staff_id        uuid,                           -- Who of the staff looked; null when a guest did.
  organisation_id uuid not null,                  -- For which organisation.
  person_id       uuid not null,                  -- Whose data it was; the person may be erased since.
  question_id     uuid,                           -- On which question; null when it was on none.
  purpose         text not null,                  -- For what the transaction was opened.
  guest_id        uuid,                           -- Which guest of a partner looked; null when staff did.
  role            text,                           -- The roles they held then, with commas; null for a guest, and for looks from before it was kept.
  primary key (region_id, id),
  constraint look_by_one check ((staff_id is null) <> (guest_id is null))
);
alter table look add foreign key (region_id, id) references processing_log (region_id, id) not valid;
create index look_at on look (region_id, at);
create index look_person on look (region_id, person_id, id);
create index look_question on look (region_id, question_id);
call protect('look',
  see => $$app_kind() = 'task'
    or app_privacy() and (organisation_id = app_organisation() or (exists (select 1 from question q where q.region_id = look.region_id and q.id = look.question_id offset 0)))
    or app_kind() = 'resident' and (person_id = any (app_persons()) or (exists (select 1 from question q where q.region_id = look.region_id and q.id = look.question_id offset 0)))$$,
  adds => $$app_kind() = 'staff' and staff_id = app_staff() and organisation_id = app_organisation()
    or app_kind() = 'guest' and guest_id = app_guest() and organisation_id = app_partner()$$,
  changes => 'false',
  keep => '5 years', counted_from => 'at', reason => 'a person may ask who looked');
grant select, insert, delete on look to werkcentrum;

-- processing_log: logboek van verwerkingen
-- The log of data processing, by the national standard: one line for each look, without sampling. Who looked is in `look`, by the same id.
create table processing_log (
  region_id           int not null,                   -- The labour-market region; 0 is the nation.
  id                  uuid not null,                  -- That of its look; its last sixteen digits are the operation's id.
  trace_id            text not null check (trace_id ~ '^[0-9a-f]{32}$'), -- What all that one request does has in common (W3C trace context).
  status_code         text not null check (status_code in ('OK', 'ERROR')), -- How it ended, as OpenTelemetry says it; the program writes OK only, for what failed was not read.
  name                text not null,                  -- For what the transaction was opened.
  starts_at           timestamptz not null,           -- When the look was, by the program's clock.
  ends_at             timestamptz not null,           -- The same, and how long the transaction had taken.
  organisation_id     uuid not null,                  -- Whose processing it was.
  processing_activity text not null,                  -- The activity in the register of processing, by its code: of what room it is, the rooms say.
  data_subject_id     text not null,                  -- Whose data: the person's id, encrypted so that it is the same each time.
  primary key (region_id, id),
  check (ends_at >= starts_at)
);
call protect('processing_log',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'staff' and organisation_id = app_organisation() or app_kind() = 'guest' and organisation_id = app_partner()$$,
  changes => 'false',
  keep => '5 years', counted_from => 'starts_at', reason => 'the same as who looked');
grant select, insert, delete on processing_log to werkcentrum;

-- log_export: hoever het logboek is doorgestuurd
-- How far the log of data processing was sent on to a collector, where there is one.
create table log_export (
  region_id int primary key,                -- The labour-market region; 0 is the nation.
  last_id   uuid not null,                  -- The last line that arrived.
  at        timestamptz not null            -- When that was.
);
call protect('log_export',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'at', reason => 'a mark, nothing of a person');
grant select, insert, update on log_export to werkcentrum;

-- task: uitgesteld werk
-- What must happen later, written in the transaction that makes it so. Removed when it is done; what fails is tried again and never dropped.
create table task (
  region_id    int not null,                   -- The labour-market region; 0 is the nation.
  id           uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  kind         text not null,                  -- Which work, as its room names it.
  subject_id   uuid not null,                  -- What it is about; a new id where it is about nothing.
  due_at       timestamptz not null,           -- From when it is to be done, by the program's clock.
  detail       jsonb not null default '{}',    -- What the work needs to know besides: codes, ids and moments.
  attempts     int not null default 0,         -- How often it failed.
  failed_at    timestamptz,                    -- When it failed last; null while it never did.
  failure      text,                           -- What it said then, cut at 200 signs.
  lease        uuid,                           -- The key of who is sending it now; null while nobody is.
  leased_until timestamptz,                    -- Until when nobody else takes it, by the clock of the database, which all processes share.
  trouble      text check (trouble in ('no-answer', 'unreachable', 'cut', 'busy', 'refused', 'insecure', 'unset', 'error')), -- What went wrong last, as a code: what an administrator may read, for nobody's address is in it.
  primary key (region_id, id)
);
create index task_due on task (region_id, due_at);
call protect('task',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() in ('task', 'staff') or attempts = 0 and failed_at is null and failure is null$$,
  changes => $$app_kind() = 'task'$$,
  keep => '90 days', counted_from => 'failed_at', reason => 'a task is removed when it is done; one that fails is kept as long as it is tried');
grant select, insert, update, delete on task to werkcentrum;

-- mail: verstuurde mail
-- The outbox: what to send to whom. The text is made at the moment of sending, so no text and no secret link is kept.
create table mail (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  id         uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  kind       text not null,                  -- A kind of letter, as its room declares it (letters.ts).
  subject_id uuid not null,                  -- What it is about, by which its letter is made.
  recipient  text not null check (length(recipient) <= 254), -- The address it goes to.
  language   text not null check (language in ('nl', 'en')), -- The language it is written in.
  queued_at  timestamptz not null,           -- When there was reason for it.
  sent_at    timestamptz,                    -- When a server took it, or when there was nothing to say any more; null while it waits.
  bounced_at timestamptz,                    -- When it came back, at once or later; null while it did not.
  forgets    boolean not null default false, -- Its row goes once it was sent or came back: it tells somebody that they were erased.
  stranger   text,                           -- Who from outside caused it, as a mark of that day that tells one from another and nothing else; null where our own staff or the program did.
  held_at    timestamptz,                    -- Since when it is held back, for strangers had caused too many; it is never sent.
  primary key (region_id, id)
);
create index mail_by_stranger on mail (region_id, stranger, queued_at) where stranger is not null;
create index mail_to_strangers on mail (region_id, recipient, queued_at) where stranger is not null;
call protect('mail',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task' or sent_at is null and bounced_at is null and (app_kind() = 'staff' or mail_may_go(kind, subject_id, recipient))$$,
  changes => $$app_kind() = 'task'$$,
  keep => '90 days', counted_from => 'queued_at', reason => 'to find out whether a mail was sent');
grant select, insert, update, delete on mail to werkcentrum;

-- submission: verstuurde formulieren
-- What was handed in once already: a form sent twice, a call of the API repeated. Keyed hashes only.
create table submission (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  key         text not null,                  -- The form's key, hashed.
  fingerprint text not null,                  -- Whose it is and of which address, hashed: a key of something else is refused.
  at          timestamptz not null,           -- When it came first.
  handed      jsonb not null default '{}',    -- What came of it, by the hash of the fields that were handed in ('' for a call of the API): the id of what it made, or null when it made nothing.
  primary key (region_id, key)
);
call protect('submission',
  see => $$app_kind() = 'task' or key = any (app_handed())$$,
  adds => 'key = any (app_handed())',
  changes => 'key = any (app_handed())',
  keep => '7 days', counted_from => 'at', reason => 'nobody repeats a form after a week');
grant select, insert, update, delete on submission to werkcentrum;

-- kept_form: half ingevulde formulieren
-- What was typed in a form that is to be shown again, for half an hour. Only the program reads it.
create table kept_form (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  id        uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  visitor   text not null,                  -- Who typed it, hashed.
  place     text not null,                  -- In the form of which address, hashed.
  sealed    text not null check (length(sealed) <= 1000000), -- What was typed; opens with the cookie of who typed it only.
  at        timestamptz not null,           -- When it was handed in.
  primary key (region_id, id)
);
create index kept_form_at on kept_form (region_id, at);
create index kept_form_visitor on kept_form (region_id, visitor);
call protect('kept_form',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '00:30:00', counted_from => 'at', reason => 'what was typed is shown again while somebody works on it');
grant select, insert, update, delete on kept_form to werkcentrum;

-- draft: concepten van collega’s
-- What a member of staff is writing in a form, until it is sent. Its writer alone reads it.
create table draft (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  staff_id   uuid not null,                  -- Who writes.
  subject_id uuid not null,                  -- What it is about.
  form       text not null check (length(form) <= 60), -- Which of its forms.
  sealed     text not null check (length(sealed) <= 1000000), -- What was typed so far, sealed by the program's secret.
  at         timestamptz not null,           -- When they typed last.
  primary key (region_id, staff_id, subject_id, form)
);
alter table draft add foreign key (region_id, staff_id) references staff (region_id, id);
create index draft_at on draft (region_id, at);
create index draft_subject on draft (region_id, subject_id);
call protect('draft',
  see => $$app_kind() = 'staff' and staff_id = app_staff() or app_kind() = 'task'$$,
  adds => $$app_kind() = 'staff' and staff_id = app_staff()$$,
  changes => $$app_kind() = 'staff' and staff_id = app_staff()$$,
  keep => '30 days', counted_from => 'at', reason => 'somebody who is away for a while finds back what they were writing');
-- Gone when its writer sends it.
alter policy removes on draft using (app_kind() = 'task' or app_kind() = 'staff' and staff_id = app_staff());
grant select, insert, update, delete on draft to werkcentrum;

-- session: aanmeldingen
-- A member of staff who is signed in. Of the token in their browser only the hash is kept; it is replaced every hour.
create table session (
  region_id     int not null,                   -- The labour-market region; 0 is the nation.
  token_hash    text not null,                  -- The hash of the token that counts now (SHA-256).
  previous_hash text,                           -- That of the token before it, which counts for another minute; null before the first replacement.
  staff_id      uuid not null,                  -- Who is signed in.
  began_at      timestamptz not null,           -- When they signed in.
  rotated_at    timestamptz not null,           -- When the token was replaced last; at first when they signed in.
  ends_at       timestamptz not null,           -- When it ends by itself: ten hours after it began.
  revoked_at    timestamptz,                    -- When it was ended before that: signed out, or left; null while it lasts.
  id            uuid not null,                  -- Its own id, by which its holder ends it; it opens nothing.
  used_at       timestamptz not null,           -- When its holder last did something by it, to the minute; what a page does by itself is no use.
  browser       text,                           -- In which browser, in a few words as 'Firefox, Windows'; null where that was not said. Never the browser's whole name, which can tell people apart.
  proved_at     timestamptz,                    -- When its holder last proved who they are, as their provider says (auth_time); null where it does not. A session that begins without a new proof is no proof.
  primary key (region_id, token_hash),
  unique (region_id, id)
);
alter table session add foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade;
create index session_previous on session (region_id, previous_hash);
create index session_staff on session (region_id, staff_id);
call protect('session',
  see => $$app_kind() = 'task' or staff_id = app_staff()$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task' or staff_id = app_staff()$$,
  keep => '30 days', counted_from => 'ends_at', reason => 'a session ends the same day; it is kept a month to look into misuse');
grant select, insert, update, delete on session to werkcentrum;

-- mail_code: codes per mail
-- A code by mail, for once: six digits made from its id and the installation's secret, so that nothing secret is kept.
create table mail_code (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  id        uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  kind      text not null,                  -- Who comes in by it, a word of the room that lets them in: a partner, a resident.
  about     text not null,                  -- Of whom: the id of an organisation, or an address.
  made_at   timestamptz not null,           -- When it was asked; so many an hour are sent.
  ends_at   timestamptz not null,           -- Until when it counts: ten minutes.
  tries     smallint not null default 0,    -- How often a wrong one was typed.
  used_at   timestamptz,                    -- When it was typed right; null while it was not. It counts once.
  browser   text not null,                  -- A keyed hash of what tells the browser that asked for it from others; it counts there only.
  mailed_to text,                           -- A keyed hash of the address it was mailed to: codes are counted by it, whatever they are for. Null where a guide tells it.
  stranger  text,                           -- Who from outside asked it, by network, as in `mail`: a mark of that day that tells one from another and nothing else. Null where requests are not counted.
  primary key (region_id, id)
);
create index mail_code_about on mail_code (region_id, kind, about, made_at desc);
create index mail_code_mailed_to on mail_code (region_id, mailed_to, made_at desc) where mailed_to is not null;
call protect('mail_code',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '7 days', counted_from => 'made_at', reason => 'a code lasts ten minutes; it is kept a week to look into misuse');
grant select, insert, update, delete on mail_code to werkcentrum;

-- pass: toegang na een code
-- What a browser holds after a code was right, for eight hours. Of the token only the hash is kept.
create table pass (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  token_hash text not null,                  -- The hash of the token (SHA-256).
  kind       text not null,                  -- Who came in by it: the same words as of the code.
  subject_id uuid not null,                  -- Who holds it: a guest, or a resident.
  began_at   timestamptz not null,           -- When they came in.
  ends_at    timestamptz not null,           -- When it ends by itself.
  revoked_at timestamptz,                    -- When it was ended before that; null while it lasts.
  mandate_id uuid,                           -- By which mandate its holder acts for the resident now; null for oneself.
  used_at    timestamptz not null,           -- When its holder last did something by it, to the minute; after half an hour without it counts no more.
  id         uuid not null,                  -- Its own id, by which its holder ends it; it opens nothing.
  browser    text,                           -- In which browser, in a few words as 'Firefox, Windows'; null where that was not said. Never the browser's whole name, which can tell people apart.
  primary key (region_id, token_hash),
  unique (region_id, id)
);
call protect('pass',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '30 days', counted_from => 'ends_at', reason => 'a pass ends the same day; it is kept a month to look into misuse');
grant select, insert, update, delete on pass to werkcentrum;

-- retention: bewaartermijnen
-- How long the rows of each table are kept; the nightly run reads it. The same for all regions.
create table retention (
  table_name   text primary key,               -- The table it is about.
  keep         interval not null,              -- How long a row is kept; fifty years or more is for ever.
  counted_from text not null,                  -- The column of that table from which it counts; a row where that is null stays. 'none' where it has no such column.
  reason       text not null,                  -- Why so long, in English, for who reads the schema.
  own_age      boolean not null default true,  -- Whether its rows go by their own age; else they go with the row they belong to.
  also         text                            -- SQL, on a row named `kept`: what goes also, whatever its age. `{now}` stands for the moment of the run.
);
grant select on retention to werkcentrum;

-- installation: waarvoor deze database is
-- What this database was filled as, so that a demo never becomes a real installation or the other way round.
create table installation (
  only_row   boolean default true primary key check (only_row), -- Always true: there is one row at most.
  demo       boolean not null,               -- Filled as a demo.
  written_at timestamptz                     -- When the program last wrote here to see that it can.
);
grant select, update (written_at) on installation to werkcentrum;

-- installation_key: sleutel van wat in deze database staat
-- The key by which what stays in the database is sealed and found again: read at the start, by nobody else.
create table installation_key (
  only_row boolean default true primary key check (only_row), -- Always true: there is one row.
  sealed   text not null                   -- The key, sealed with SECRET; sealed anew at the first start after that changed.
);

-- migration: toegepaste migraties
-- The migrations that were applied; made by the program that applies them.
create table migration (
  name       text primary key,               -- The name of its file.
  applied_at timestamptz not null default now() -- When, by the clock of the server and not the program's.
);

-- ═══ network ═══

-- region: arbeidsmarktregio’s
-- The 35 labour-market regions and the nation. Reference data that all regions share; source: CBS.
create table region (
  id                  int primary key,                -- The number in its CBS code; 0 is the nation.
  code                text not null unique,           -- Its CBS code, AM01 to AM38.
  slug                text not null unique,           -- Its name in an address.
  name                text not null,                  -- Its name as it is written.
  centre_municipality text not null,                  -- The municipality that directs and hosts the cooperation.
  opened_at           timestamptz,                    -- Since when it takes questions; null while it does not.
  begun_at            timestamptz                     -- Since when the program works for it and its administrator prepares it; null before.
);
grant select, update (opened_at, begun_at) on region to werkcentrum;

-- municipality: gemeenten
-- Which region each municipality belongs to. Reference data that all regions share; source: CBS.
create table municipality (
  name      text primary key,               -- Its official name, by which everything points to it.
  region_id int not null references region (id) -- The region it belongs to.
);
grant select on municipality to werkcentrum;

-- region_setup: inrichting
-- What a region says of itself in its set-up, beside its organisations, walk-in points, doors, agreements and staff.
create table region_setup (
  region_id           int primary key references region (id), -- The labour-market region; 0 is the nation.
  version             int not null default 1,         -- Goes up with each change of the set-up; what it was then is in setup_version.
  opened_at           timestamptz not null,           -- When this row was made: when the region began.
  phone               text not null,                  -- The Werkcentrum's telephone number, as it is shown.
  email               text not null,                  -- The Werkcentrum's mail address.
  first_response_days int not null default 2 check (first_response_days between 1 and 20), -- The promise: a first response within so many working days.
  answer_days         int not null default 5,         -- The promise: an answer within so many working days.
  urgent              jsonb not null default '[]',    -- Whom to call when somebody is in danger: a list of {why, name, phone, …} as network.ts describes it.
  name                text,                           -- What follows 'Werkcentrum' in its name; null for the region's own.
  style               jsonb not null default '{"colours": {}}', -- Its colours and logo, as style.ts describes them.
  home                jsonb not null default '{}',    -- Its own words on the first page, per language; what is left out is said as everywhere.
  subregions          jsonb not null default '[]',    -- A few municipalities that share services: a list of {name, municipalities}.
  lists               jsonb not null default '{}',    -- What it offers of the lists of the rooms, each by its name: {name: [value]}. All of a list that is not there.
  check (answer_days between first_response_days and 60)
);
create trigger national_help_told after insert or update on region_setup for each row when (new.region_id = 0) execute function tell_national_help();
call protect('region_setup',
  see => 'true',
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'opened_at', reason => 'as long as the region takes part');
grant select, insert, update on region_setup to werkcentrum;

-- setup_version: versies van de inrichting
-- A region's set-up as it was after a change, whole, so that who changed what can be seen and any version can come back. For the program only: it holds names and addresses of staff.
create table setup_version (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  version   int not null,                   -- That of region_setup after the change.
  at        timestamptz not null,           -- When it was changed.
  staff_id  uuid,                           -- Who changed it; null when the program did: a command, the demo.
  document  jsonb not null,                 -- The set-up as one document, as network.ts describes it.
  primary key (region_id, version)
);
alter table setup_version add foreign key (region_id, staff_id) references staff (region_id, id);
call protect('setup_version',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task'$$,
  changes => 'false',
  keep => '5 years', counted_from => 'at', reason => 'to see who changed what; it holds names and addresses of staff');
grant select, insert, delete on setup_version to werkcentrum;

-- organisation: organisaties
-- A party in the network. A home organisation employs staff; one without a sign-in answers handovers by a link and a code.
create table organisation (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  slug            text not null check (slug ~ '^[a-z0-9-]{2,60}$'), -- Its name in the set-up and in an address.
  name            text not null,                  -- Its name as it is written.
  kind            text not null check (kind in ('werkcentrum', 'municipality', 'uwv', 'sbb', 'union', 'employers-organisation', 'school')), -- What sort of party it is.
  municipality    text references municipality (name), -- Which municipality it is; null for any other kind.
  hosted_by       uuid,                           -- The organisation it is a guest of; null for none.
  issuer          text,                           -- Where its staff sign in (OpenID Connect); null where they do not.
  client_id       text,                           -- By what name that issuer knows us.
  client_secret   text,                           -- What we prove that with, sealed with the installation's secret; null where none is needed.
  added_at        timestamptz not null,           -- When it came into the set-up.
  contact         jsonb not null default '{}',    -- How its partners reach it: {name, email, phone, website}, none of it somebody's own.
  link_version    int not null default 1 check (link_version between 1 and 65535), -- The version of the link to its handovers, for a partner without a sign-in; raising it revokes the link.
  ends_on         date,                           -- The last day that it takes part; null while that is not known.
  sign_in_levels  text,                           -- The levels of assurance (acr) of which one is enough, with spaces; null for any.
  sign_in_methods text,                           -- The ways of proving who one is (amr) of which one is needed, with spaces; null for any.
  idle_minutes    smallint check (idle_minutes between 5 and 480), -- After how many minutes without use its people sign in again; null for sixty.
  session_hours   smallint check (session_hours between 1 and 12), -- After how many hours its people sign in again in any case; null for ten.
  primary key (region_id, id),
  unique (region_id, slug),
  foreign key (region_id, hosted_by) references organisation (region_id, id),
  check ((kind = 'municipality') = (municipality is not null)),
  check ((issuer is null) = (client_id is null))
);
create unique index organisation_municipality on organisation (region_id, municipality) where kind = 'municipality';
call protect('organisation',
  see => 'true',
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as the organisation takes part');
grant select, insert, update, delete on organisation to werkcentrum;

-- walk_in_point: inlooppunten
-- A place where people come in.
create table walk_in_point (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  organisation_id uuid not null,                  -- The organisation that keeps it.
  municipality    text not null references municipality (name), -- In which municipality it is.
  name            text not null,                  -- Its name as it is written.
  address         text not null,                  -- Street and number.
  postcode        text not null check (postcode ~ '^[1-9][0-9]{3} ?[A-Z]{2}$'), -- Its postcode, with or without a space.
  place           text not null,                  -- The town of the address.
  latitude        double precision not null,      -- Of its postcode, in degrees (WGS 84); 0 where that is not known.
  longitude       double precision not null,      -- Of its postcode, in degrees (WGS 84); 0 where that is not known.
  hours           jsonb not null,                 -- When one can walk in, by day of the week, as hours.ts describes it.
  added_at        timestamptz not null,           -- When it came into the set-up.
  slug            text not null,                  -- Its name in the set-up.
  closed          jsonb not null default '[]',    -- The days on which it is closed, as hours.ts describes them.
  accessibility   text[] not null default '{}',   -- What helps people in, or to be understood: codes of network.ts.
  languages       text[] not null default '{}',   -- The languages that can be spoken there (ISO 639).
  part_of         text,                           -- The local place it is part of (a library, a village hall); null where it stands alone.
  does_itself     text,                           -- What that place does itself; null where it says nothing.
  primary key (region_id, id),
  unique (region_id, slug),
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
call protect('walk_in_point',
  see => 'true',
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as the walk-in point is open');
grant select, insert, update, delete on walk_in_point to werkcentrum;

-- door: ingangen
-- Where people come in under a name they know: an organisation's own page, or the mail address of one that went before.
create table door (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  slug            text not null check (slug ~ '^[a-z0-9-]{2,60}$'), -- Its name in the set-up and in an address.
  name            text not null,                  -- Its name as people know it.
  email           text check (email = lower(email) and length(email) <= 254), -- Mail to this address comes in by it; null where none does.
  organisation_id uuid,                           -- The organisation whose door it is; null for one of the Werkcentrum as a whole.
  added_at        timestamptz not null,           -- When it came into the set-up.
  primary key (region_id, id),
  unique (region_id, slug),
  unique (region_id, email),
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
call protect('door',
  see => 'true',
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as somebody may come in by it');
grant select, insert, update, delete on door to werkcentrum;

-- data_sharing: afspraken over gegevens
-- By which agreement one organisation may give another what it knows of a person, for one purpose. The other way round is another agreement.
create table data_sharing (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  id        uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  slug      text not null check (slug ~ '^[a-z0-9-]{2,60}$'), -- Its name in the set-up.
  from_id   uuid not null,                  -- The organisation that gives.
  to_id     uuid not null,                  -- The organisation that receives.
  purpose   text not null check (purpose in ('handover', 'plan', 'matching', 'learning')), -- For what.
  ground    text not null check (ground in ('public-task', 'legal-obligation', 'consent', 'contract')), -- On which ground of the General Data Protection Regulation (article 6).
  agreement text not null,                  -- The name or number of the agreement.
  begins_on date not null,                  -- The first day that it holds.
  ends_on   date,                           -- The last day that it holds; null while no end is known.
  added_at  timestamptz not null,           -- When it came into the set-up.
  primary key (region_id, id),
  unique (region_id, slug),
  foreign key (region_id, from_id) references organisation (region_id, id),
  foreign key (region_id, to_id) references organisation (region_id, id),
  check (from_id <> to_id),
  check (ends_on >= begins_on)
);
call protect('data_sharing',
  see => $$app_kind() <> 'public'$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as the organisations take part; which ground held when is in the versions of the set-up');
grant select, insert, update, delete on data_sharing to werkcentrum;

-- staff: medewerkers
-- Who works in the region, for which organisation, in which roles. Kept after somebody left, because people may ask who looked.
create table staff (
  region_id        int not null,                   -- The labour-market region; 0 is the nation.
  id               uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  organisation_id  uuid not null,                  -- The home organisation.
  walk_in_point_id uuid,                           -- Where they mostly work; null for nowhere in particular.
  name             text not null,                  -- As colleagues see it and, with an answer, the asker.
  email            text not null,                  -- Their work address, in lower case.
  subject          text,                           -- Who this is at the organisation's own issuer; filled at the first sign-in when it was not known.
  roles            text[] not null check (cardinality(roles) > 0 and roles <@ array['guide', 'coordinator', 'employer-adviser', 'career-adviser', 'learning-adviser', 'scheme-specialist', 'manager', 'partner-contact', 'administrator', 'privacy-officer']), -- What they may be; a person can hold several.
  added_at         timestamptz not null,           -- When they came into the set-up.
  left_at          timestamptz,                    -- From when they work here no more; can be a moment to come. Null while no end is known.
  signed_in_at     timestamptz,                    -- When they came for the first time; null for who was invited and has not yet.
  issuer           text,                           -- The issuer that knows them by `subject`; null while none does.
  primary key (region_id, id),
  unique (region_id, organisation_id, email),
  unique (region_id, organisation_id, issuer, subject),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, walk_in_point_id) references walk_in_point (region_id, id)
);
call protect('staff',
  see => $$app_kind() in ('staff', 'task')$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '5 years', counted_from => 'left_at', reason => 'as long as somebody may ask who looked', own_age => false);
grant select, insert, update, delete on staff to werkcentrum;

-- national_help: wie men in het hele land kan bellen
-- Whom to call in the whole country: follows the nation's own set-up (a trigger on region_setup), so that every region reads it here.
create table national_help (
  only_row boolean default true primary key check (only_row), -- Always true: there is one row.
  contacts jsonb not null,                 -- A list of contacts as region_setup.urgent has it.
  version  int not null                    -- Goes up with each change, so that a process knows when to read again.
);
grant select on national_help to werkcentrum;

-- ═══ people ═══

-- person: personen
-- Who asks: a row of its own from the first question. Who sees a question sees its asker. Kept as long as a question points to it.
create table person (
  region_id     int not null,                   -- The labour-market region; 0 is the nation.
  id            uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  name          text check (length(name) between 1 and 120), -- As they gave it; null when they gave none, and after an erasure.
  email         text check (length(email) <= 254), -- In lower case; null when they gave none, and after an erasure.
  phone         text check (phone ~ '^\+[0-9]{6,15}$'), -- As E.164 (+31612345678); null when they gave none, and after an erasure.
  language      text not null check (language in ('nl', 'en')), -- The language they are written to in.
  added_at      timestamptz not null,           -- When they asked first.
  email_trouble text check (email_trouble in ('bounced', 'doubtful')), -- Mail came back from the address, or only claimed to come from it: it gets none. Null while there is no trouble.
  resident_id   uuid,                           -- Whose own file it is in, since they confirmed that it was them; null before.
  way           text check (way in ('mail', 'phone', 'letter', 'counter')), -- How they want to be reached; null while they have no preference, and after an erasure.
  primary key (region_id, id)
);
alter table person add foreign key (region_id, resident_id) references resident (region_id, id) on delete set null (resident_id);
create index person_email on person (region_id, email) where email is not null;
create index person_phone on person (region_id, phone) where phone is not null;
create index person_resident on person (region_id, resident_id) where resident_id is not null;
call protect('person',
  see => $$app_kind() = 'task' or (exists (select 1 from question q where q.region_id = person.region_id and q.person_id = person.id offset 0))$$,
  adds => $$app_kind() in ('task', 'staff', 'public', 'link', 'resident')$$,
  changes => $$app_kind() = 'task'
    or app_kind() = 'staff' and (exists (select 1 from question q where q.region_id = person.region_id and q.person_id = person.id offset 0))$$,
  keep => '2 years', counted_from => 'added_at', reason => 'as long as a question of theirs is kept', own_age => false, also => 'not exists (select 1 from question q where q.region_id = kept.region_id and kept.id in (q.person_id, q.asked_by)) and not exists (select 1 from data_request r where r.region_id = kept.region_id and kept.id = any(r.persons) and r.decided_at is null)');
grant select, insert, update, delete on person to werkcentrum;

-- person_word: woorden van namen
-- The words of a name, folded to lower case without accents, to find somebody by any of them. A table and not a text index: a comparison of text is leakproof, so that its index is used under policies.
create table person_word (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  word      text collate "C" not null check (length(word) between 1 and 120), -- One word of the name.
  person_id uuid not null,                  -- Whose name; the words follow it, and go at an erasure.
  primary key (region_id, word, person_id),
  foreign key (region_id, person_id) references person (region_id, id) on delete cascade
);
create index person_word_person on person_word (region_id, person_id);
call protect('person_word',
  see => $$app_kind() = 'task' or (exists (select 1 from person p where p.region_id = person_word.region_id and p.id = person_word.person_id offset 0))$$,
  adds => $$app_kind() in ('task', 'staff')
    or person_made_now(person_id)
    or (exists (select 1 from person p where p.region_id = person_word.region_id and p.id = person_word.person_id offset 0))$$,
  changes => 'false',
  keep => '2 years', counted_from => 'none', reason => 'goes with its person', own_age => false);
-- The words follow the name, so who may change the person may remove them.
alter policy removes on person_word using (app_kind() = 'task' or (exists (select 1 from person p where p.region_id = person_word.region_id and p.id = person_word.person_id offset 0)));
grant select, insert, delete on person_word to werkcentrum;

-- resident: dossiers van inwoners
-- Somebody with a file of their own (Mijn Werkcentrum).
create table resident (
  region_id    int not null,                   -- The labour-market region; 0 is the nation.
  id           uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  name         text check (length(name) between 1 and 120), -- As they gave it when they came; null for who came by a broker and gave none.
  email        text check (length(email) <= 254), -- The address where they read the code; null for who came by a broker.
  subject_hash text,                           -- Of who a sign-in broker says it is, a keyed hash; never what it says itself. Null for who came by mail only.
  language     text not null check (language in ('nl', 'en')), -- The language they came in last.
  made_at      timestamptz not null,           -- When they came for the first time.
  came_at      timestamptz not null,           -- When they came last: from then it is counted how long the file is kept.
  mail_opens   boolean not null default true,  -- Whether a code mailed to its address opens this file; false from when its holder links a sign-in broker, until they choose otherwise. It counts while there is a broker.
  primary key (region_id, id),
  unique (region_id, subject_hash)
);
create index resident_email on resident (region_id, email) where email is not null;
call protect('resident',
  see => $$app_kind() = 'task' or id = app_resident()$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'came_at', reason => 'as long as somebody comes for it');
grant select, insert, update, delete on resident to werkcentrum;

-- mandate: machtigingen
-- A parent, guardian or helper may act for a resident.
create table mandate (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  id          uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  resident_id uuid not null,                  -- For whom.
  name        text not null check (length(name) between 1 and 120), -- Who acts.
  email       text not null check (length(email) <= 254), -- The address where who acts reads the code.
  relation    text not null check (relation in ('parent', 'guardian', 'helper', 'family', 'other')), -- What who acts is to the resident.
  given_at    timestamptz not null,           -- When it was given.
  given_how   text not null check (given_how in ('page', 'phone', 'walk-in', 'letter')), -- On the resident's own page, or said to somebody who wrote it down.
  given_with  uuid,                           -- The member of staff to whom it was said; null on the own page.
  ends_on     date not null,                  -- The last day that it counts.
  ended_at    timestamptz,                    -- When it was ended before that; null while it was not.
  primary key (region_id, id),
  foreign key (region_id, resident_id) references resident (region_id, id) on delete cascade,
  foreign key (region_id, given_with) references staff (region_id, id),
  check ((given_how = 'page') = (given_with is null))
);
create index mandate_email on mandate (region_id, email) where ended_at is null;
create index mandate_resident on mandate (region_id, resident_id);
call protect('mandate',
  see => $$app_kind() = 'task' or resident_id = app_resident()$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '5 years', counted_from => 'ends_on', reason => 'a person may ask who acted for them');
grant select, insert, update, delete on mandate to werkcentrum;

-- data_request: verzoeken van inwoners
-- What somebody asks of who holds their data, and what came of it. To be dealt with within the law's month.
create table data_request (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  kind            text not null check (kind in ('correct', 'access', 'object', 'erase', 'name')), -- What is asked: to correct, to have access, to object, to erase, or the name of who looked.
  resident_id     uuid,                           -- Who asked it in a file of their own; null when a guide did it with somebody who has none.
  persons         uuid[] not null check (cardinality(persons) between 1 and 500), -- Whom it is about: the persons that are theirs, at the moment of asking.
  organisation_id uuid not null,                  -- The controller it is asked of.
  handler_id      uuid not null,                  -- The organisation whose privacy officer deals with it.
  look_id         uuid,                           -- The look of which the name is asked; null for anything else.
  text            text check (length(text) between 1 and 2000), -- What they wrote with it; null when nothing.
  asked_at        timestamptz not null,           -- When it was asked.
  asked_how       text not null check (asked_how in ('page', 'phone', 'walk-in', 'letter')), -- On their own page, or said to somebody who wrote it down.
  asked_with      uuid,                           -- The member of staff to whom it was said; null on the own page.
  mandate_id      uuid,                           -- By which mandate it was asked for another; null for oneself.
  due_on          date not null,                  -- The last day to deal with it.
  decided_at      timestamptz,                    -- When it was dealt with; null while it waits.
  decided_by      uuid,                           -- Who of the staff dealt with it.
  decision        text check (decision in ('done', 'partly', 'refused')), -- What was decided; null while it waits.
  answer          text check (length(answer) between 1 and 2000), -- What was answered in words; a refusal always has them.
  remains         jsonb not null default '[]',    -- Of what was not erased: a list of {number, why, duty, until}.
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, handler_id) references organisation (region_id, id),
  foreign key (region_id, asked_with) references staff (region_id, id),
  foreign key (region_id, decided_by) references staff (region_id, id),
  check ((kind = 'name') = (look_id is not null)),
  check ((asked_how = 'page') = (asked_with is null)),
  check ((decided_at is null) = (decision is null) and (decided_at is null) = (decided_by is null)),
  check (decision is distinct from 'refused' or answer is not null)
);
create index data_request_handler on data_request (region_id, handler_id, due_on) where decided_at is null;
create unique index data_request_open on data_request (region_id, organisation_id, kind, (persons[1]), coalesce(look_id, '00000000-0000-0000-0000-000000000000'::uuid)) where decided_at is null;
create index data_request_persons on data_request using gin (persons);
create index data_request_resident on data_request (region_id, resident_id);
call protect('data_request',
  see => $$app_kind() = 'task' or app_privacy() and handler_id = app_organisation() or resident_id = app_resident() or persons && app_persons()$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '5 years', counted_from => 'asked_at', reason => 'to show that it was dealt with');
grant select, insert, update, delete on data_request to werkcentrum;

-- processing_activity: register van verwerkingen
-- What an organisation's register says of an activity, where it says something of its own. The newest counts, the earlier stay.
create table processing_activity (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  organisation_id uuid not null,                  -- Whose register.
  code            text not null,                  -- Which activity; which there are, the rooms say.
  purpose         text not null check (length(purpose) between 1 and 1000), -- For what the data are.
  ground          text not null check (length(ground) between 1 and 1000), -- On which ground they are processed.
  data            text not null check (length(data) between 1 and 1000), -- Which data.
  recipients      text not null check (length(recipients) between 1 and 1000), -- Who receives them.
  kept            text not null check (length(kept) between 1 and 1000), -- How long they are kept, in words.
  duty            text check (length(duty) between 1 and 300), -- The law by which a question and its answer stay when they are asked to be erased; null where there is none.
  duty_years      int check (duty_years between 1 and 20), -- For so many years after the question was closed.
  changed_at      timestamptz not null,           -- When it was written.
  changed_by      uuid not null,                  -- Who of the staff wrote it.
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, changed_by) references staff (region_id, id),
  check ((duty is null) = (duty_years is null))
);
create index processing_activity_of on processing_activity (region_id, organisation_id, code, id);
call protect('processing_activity',
  see => 'true',
  adds => $$app_kind() = 'task' or app_privacy() and organisation_id = app_organisation()$$,
  changes => 'false',
  keep => '100 years', counted_from => 'changed_at', reason => 'the register of processing, with what it said before');
grant select, insert, delete on processing_activity to werkcentrum;

-- ═══ workplace ═══

-- notice: meldingen
-- What somebody of the staff is told: in the workplace, and by mail as they choose. Nothing of anybody who asked is in it.
create table notice (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  id          uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  staff_id    uuid not null,                  -- Who is told.
  kind        text not null,                  -- A kind of notice, as its room declares it (notices.ts).
  question_id uuid,                           -- The question it is about; null where it is about none.
  at          timestamptz not null,           -- When.
  seen_at     timestamptz,                    -- When its reader had seen it; null before. Some kinds stay until they are done.
  about_id    uuid,                           -- What of a later room it is about; null where there is no such thing.
  primary key (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
alter table notice add foreign key (region_id, question_id) references question (region_id, id) on delete cascade;
create index notice_staff on notice (region_id, staff_id, seen_at, id);
call protect('notice',
  see => $$app_kind() = 'task' or staff_id = app_staff()$$,
  adds => $$app_kind() = 'task' or seen_at is null and (app_kind() = 'staff' or question_is_theirs(question_id))$$,
  changes => 'staff_id = app_staff()',
  keep => '90 days', counted_from => 'at', reason => 'what was told is soon done');
grant select, insert, update, delete on notice to werkcentrum;

-- staff_choice: mailkeuzes van medewerkers
-- How a member of staff wants to be told by mail. No row is daily.
create table staff_choice (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  staff_id  uuid not null,                  -- Whose choice.
  mail      text not null check (mail in ('at-once', 'daily', 'none')), -- At once, in one mail in the morning, or not at all.
  primary key (region_id, staff_id),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
call protect('staff_choice',
  see => 'true',
  adds => 'staff_id = app_staff()',
  changes => 'staff_id = app_staff()',
  keep => '100 years', counted_from => 'none', reason => 'goes with the member of staff');
grant select, insert, update, delete on staff_choice to werkcentrum;

-- ═══ desk ═══

-- question: vragen
-- What somebody comes with; the thread of everything that follows. From the moment it exists it has an owner and a moment by which the next step is due. Its life is the table of steps in question.ts.
create table question (
  region_id         int not null,                   -- The labour-market region; 0 is the nation.
  id                uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  number            text not null,                  -- What is said on the telephone, as TW-4F7K-29: two letters of the region, five by chance and one that checks them (number.ts).
  asked_at          timestamptz not null,           -- When it was asked.
  channel           text not null check (channel in ('web', 'phone', 'walk-in', 'e-mail', 'chat', 'letter', 'partner')), -- How it came in.
  asker_group       text not null check (asker_group in ('job-seeker', 'worker', 'self-employed', 'pupil', 'student', 'employer', 'unknown')), -- Who asks; a mail does not say it (unknown), and a guide finds out.
  language          text not null check (language in ('nl', 'en')), -- The language it was asked in.
  text              text not null check (length(text) between 1 and 5000), -- What was asked, in the asker's own words.
  sharpened         text check (length(sharpened) between 1 and 300), -- The question in one sentence, as a guide wrote it down with the asker; null before.
  topic             text,                           -- What it is about, a code of question.ts; null while nobody said.
  facts             jsonb not null default '{}',    -- What is known of the asker (the facts of the signpost), by name. Emptied when only a law keeps the question.
  municipality      text references municipality (name), -- Where the asker lives; null while that is not known, and when only a law keeps the question.
  postcode          text check (postcode ~ '^[1-9][0-9]{3}( [A-Z]{2})?$'), -- Four digits, or all of it; null as the municipality.
  person_id         uuid not null,                  -- Who asked it.
  organisation_id   uuid not null,                  -- The owner: the organisation that has it now, whose staff see it.
  walk_in_point_id  uuid,                           -- The walk-in point it belongs to; null for none.
  staff_id          uuid,                           -- Who has it in hand; null while nobody has.
  state             text not null check (state in ('received', 'taken', 'clarifying', 'waiting', 'appointment', 'handover', 'reopened', 'set-aside', 'answered', 'withdrawn', 'merged', 'dismissed')), -- Where it is in its life. `appointment` and `handover` are answers that are under way.
  due_at            timestamptz,                    -- By when the next step is due, whatever that is; null once it is closed.
  first_due_at      timestamptz not null,           -- The promise: by when somebody responds for the first time.
  first_response_at timestamptz,                    -- When somebody did; null before.
  answer_due_at     timestamptz not null,           -- The promise: by when it is answered. Waiting for the asker moves it.
  waiting_since     timestamptz,                    -- Since when the asker's word is waited for; null when it is not.
  escalation        smallint not null default 0 check (escalation between 0 and 3), -- How far what is overdue has climbed: 1 its owner, 2 the coordinator, 3 the manager; 0 nowhere.
  answer_id         uuid,                           -- The proof that it was answered; null before.
  closed_at         timestamptz,                    -- When it was closed, in whatever way; null while it is open.
  link_version      int not null default 1 check (link_version between 1 and 65535), -- The version of its secret link; raising it revokes the link.
  door_id           uuid,                           -- By which door it came in; null by none.
  urgent            text check (urgent in ('now', 'maybe')), -- How pressing it is: somebody is in danger now, or may be, and it comes on top of every list; null when nobody is. Of what stands in `danger`, which fewer may read.
  files             int not null default 0,         -- How many files came with it and with what was said on it.
  call              boolean not null default false, -- Somebody must tell the asker what there is to say: mail does not reach them.
  asked_by          uuid,                           -- Who was taken to have asked it before it was found to be of somebody known: by this it can be undone. Null where that never was.
  merged_into       uuid,                           -- The question it was merged into, of the same asker; null where it was not.
  dismissal         text check (dismissal in ('spam', 'abuse')), -- Why it is set aside or dismissed: no question at all; null while it is not.
  words             tsvector generated always as (to_tsvector('dutch'::regconfig, (coalesce(sharpened, '') || ' ') || text) || array_to_tsvector(array['region:' || region_id])) stored, -- What is searched: the words of the question, sharpened and as it was asked, and its region.
  consulted_at      timestamptz,                    -- Since when a coordinator's advice is waited for; null when it is not.
  step_due_at       timestamptz,                    -- The due moment of an answer that is under way with others; null when none is.
  handed_at         timestamptz,                    -- When it was first proposed to hand it over; stays, so that a page knows there is something to show.
  group_id          uuid,                           -- The employer's question to whose case this one belongs; null for none.
  erase_on          date,                           -- What a legal duty keeps after its asker wanted it gone: the bare question and its answer, until this day. Null for any other.
  urgent_due_at     timestamptz,                    -- By when somebody must have taken what cannot wait; null once somebody has.
  discreet          boolean not null default false, -- What was written is shown and mailed nowhere but on the desk: the one who does it may read along. Stays when the question closes, and says not why.
  primary key (region_id, id),
  unique (region_id, number),
  foreign key (region_id, person_id) references person (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, walk_in_point_id) references walk_in_point (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),
  foreign key (region_id, door_id) references door (region_id, id),
  foreign key (region_id, asked_by) references person (region_id, id),
  foreign key (region_id, merged_into) references question (region_id, id) on delete cascade,
  foreign key (region_id, group_id) references question (region_id, id) on delete set null (group_id),
  constraint in_hand_has_person check (state not in ('taken', 'clarifying', 'waiting') or staff_id is not null),
  constraint received_has_nobody check (state <> 'received' or staff_id is null),
  constraint open_has_due_moment check ((state in ('answered', 'withdrawn', 'merged', 'dismissed')) = (due_at is null)),
  constraint waiting_has_start check ((state = 'waiting') = (waiting_since is not null)),
  constraint answered_has_proof check (state <> 'answered' or answer_id is not null),
  constraint closed_has_moment check ((state in ('answered', 'withdrawn', 'merged', 'dismissed')) = (closed_at is not null)),
  constraint merged_has_target check ((state = 'merged') = (merged_into is not null)),
  constraint dismissed_has_reason check ((state in ('set-aside', 'dismissed')) = (dismissal is not null)),
  constraint under_way_has_due check ((state in ('appointment', 'handover')) = (step_due_at is not null)),
  constraint taken_when_urgent check (urgent_due_at is null or urgent = 'now')
);
alter table question add foreign key (region_id, id, answer_id) references answer (region_id, question_id, id);
create index question_aside on question (region_id, due_at) where state = 'set-aside';
create index question_asked_by on question (region_id, asked_by) where asked_by is not null;
create index question_closed on question (region_id, organisation_id, closed_at desc) where closed_at is not null;
create index question_consulted on question (region_id, organisation_id) where consulted_at is not null;
create index question_erase on question (region_id, erase_on) where erase_on is not null;
create index question_group on question (region_id, group_id) where group_id is not null;
create index question_merged on question (region_id, merged_into) where merged_into is not null;
create index question_open on question (region_id, organisation_id, due_at) where closed_at is null;
create index question_open_region on question (region_id, due_at) where closed_at is null;
create index question_person on question (region_id, person_id);
create index question_staff on question (region_id, staff_id) where closed_at is null;
create index question_unproved on question (region_id) where state = 'answered' and answer_id is null;
create index question_urgent on question (region_id, urgent_due_at) where urgent_due_at is not null;
create index question_words on question using gin (words);
create trigger danger_goes after update on question for each row when (new.urgent is null and old.urgent is not null) execute function forget_danger();
create trigger question_stays before update on question for each row when (current_setting('app.kind', true) in ('public', 'link', 'resident', 'guest')) execute function question_stays();
call protect('question',
  see => $$app_sight() = 'region'
    or app_sight() = 'organisation' and (organisation_id = app_organisation() or id = any (app_granted()))
    or app_sight() = 'subject' and id = app_subject()$$,
  adds => $$app_kind() in ('task', 'staff')
    or app_kind() in ('public', 'link', 'resident') and state = 'received' and closed_at is null and first_response_at is null and asked_by is null and escalation = 0$$,
  changes => $$app_sight() = 'region' or app_sight() = 'organisation' and organisation_id = app_organisation() or app_sight() = 'subject' and id = app_subject()$$,
  keep => '2 years', counted_from => 'closed_at', reason => 'the asker may come back to it; after that only figures stay', also => $$kept.erase_on <= ({now} at time zone 'Europe/Amsterdam')::date$$);
grant select, insert, update, delete on question to werkcentrum;

-- message: berichten
-- What was written or said on a question.
create table message (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  id          uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  question_id uuid not null,                  -- On which question.
  at          timestamptz not null,           -- When it was written or said.
  kind        text not null check (kind in ('addition', 'message', 'conversation', 'note', 'answer', 'consult', 'advice')), -- What it is: an addition is the asker's; a note, a consult and advice are for colleagues only; all else the asker reads.
  staff_id    uuid,                           -- Who of the staff wrote it; null when the asker did.
  text        text not null check (length(text) between 1 and 10000), -- What was written, as it was.
  words       tsvector generated always as (to_tsvector('dutch'::regconfig, text) || array_to_tsvector(array['region:' || region_id])) stored, -- What is searched: its words and its region.
  primary key (region_id, id),
  unique (region_id, question_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id),
  check ((kind = 'addition') = (staff_id is null))
);
create index message_words on message using gin (words);
call protect('message',
  see => $$(kind not in ('note', 'consult', 'advice') or app_kind() not in ('link', 'resident'))
    and (exists (select 1 from question q where q.region_id = message.region_id and q.id = message.question_id offset 0))$$,
  adds => $$app_kind() in ('task', 'staff')
    or kind = 'addition' and (question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id))$$,
  changes => 'false',
  keep => '2 years', counted_from => 'at', reason => 'goes with its question', own_age => false);
grant select, insert, delete on message to werkcentrum;

-- answer: antwoorden
-- The proof that a question was answered, and how it reached the asker. A direct answer is a message; a later kind brings its own proof.
create table answer (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  id          uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  question_id uuid not null,                  -- Which question.
  kind        text not null check (kind in ('direct', 'appointment', 'handover')), -- Which of the three answers.
  given_at    timestamptz not null,           -- When it was given.
  staff_id    uuid not null,                  -- Who gave it.
  message_id  uuid,                           -- Its text: the proof of a direct answer.
  within_norm boolean not null,               -- Whether it was given by the moment that was promised.
  reached     text not null default 'page' check (reached in ('mail', 'told', 'left', 'page')), -- How it reached the asker: mailed; told by somebody; left on their page after three attempts on different days; there, because nobody needs to tell them.
  handover_id uuid,                           -- The handover that was met and of which the outcome is known: the proof of that kind.
  primary key (region_id, id),
  unique (region_id, question_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, question_id, message_id) references message (region_id, question_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),
  constraint direct_has_text check (kind <> 'direct' or message_id is not null),
  constraint handover_has_proof check (kind <> 'handover' or handover_id is not null)
);
alter table answer add foreign key (region_id, handover_id) references handover (region_id, id);
call protect('answer',
  see => 'exists (select 1 from question q where q.region_id = answer.region_id and q.id = answer.question_id offset 0)',
  adds => $$app_kind() in ('staff', 'task')$$,
  changes => 'false',
  keep => '2 years', counted_from => 'given_at', reason => 'goes with its question', own_age => false);
grant select, insert, delete on answer to werkcentrum;

-- attachment: bijlagen
-- A file that came with a question or with what was said on it. Kept whole, given out only as a download.
create table attachment (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  id          uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  question_id uuid not null,                  -- With which question.
  message_id  uuid,                           -- With which message; null when it came with the question itself.
  at          timestamptz not null,           -- When it came.
  name        text not null check (length(name) between 1 and 200), -- The name of the file.
  type        text not null,                  -- Its media type, read from the content.
  size        int not null check (size between 1 and 10485760), -- In bytes; at most 10 MB.
  content     bytea not null,                 -- The file itself.
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, question_id, message_id) references message (region_id, question_id, id)
);
create index attachment_question on attachment (region_id, question_id);
call protect('attachment',
  see => 'exists (select 1 from question q where q.region_id = attachment.region_id and q.id = attachment.question_id offset 0)',
  adds => $$app_kind() in ('task', 'staff') or question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id)$$,
  changes => 'false',
  keep => '2 years', counted_from => 'at', reason => 'goes with its question', own_age => false);
grant select, insert, delete on attachment to werkcentrum;

-- danger: waarvan iemand in gevaar is
-- Of what somebody may be in danger, a row each: for who handles the question and coordinators. Goes when the mark is taken off, and so when the question closes (a trigger on question).
create table danger (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  question_id uuid not null,                  -- Which question.
  kind        text not null check (kind in ('danger', 'suicide', 'violence', 'child', 'exploitation', 'voices', 'no-roof', 'no-food')), -- Of what; 'danger' is nothing in particular.
  at          timestamptz not null,           -- When it was read in somebody's words, or said by a guide.
  primary key (region_id, question_id, kind),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
call protect('danger',
  see => $$app_kind() = 'task'
    or app_kind() = 'staff' and (exists (select 1 from question q where q.region_id = danger.region_id and q.id = danger.question_id and (app_coordinates() or q.staff_id = app_staff() or q.staff_id = any (app_covers()) or q.staff_id is null and q.organisation_id = app_organisation()) offset 0))$$,
  adds => $$app_kind() in ('task', 'staff') or question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id)$$,
  changes => 'false',
  keep => '2 years', counted_from => 'at', reason => 'gone as soon as the mark is taken off or the question closes');
grant select, insert, delete on danger to werkcentrum;

-- guidance: wat te doen bij gevaar
-- What to do and say when somebody is in danger, as this region's coordinators keep it; where there is none the program's own words stand.
create table guidance (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  kind      text not null check (kind in ('danger', 'suicide', 'violence', 'child', 'exploitation', 'voices', 'no-roof', 'no-food')), -- In danger of what; 'danger' is nothing in particular.
  text      text not null check (length(text) between 1 and 4000), -- What guides read.
  at        timestamptz not null,           -- When it was written; who saw an older one is told.
  staff_id  uuid not null,                  -- The coordinator who wrote it.
  primary key (region_id, kind),
  foreign key (region_id, staff_id) references staff (region_id, id)
);
call protect('guidance',
  see => $$app_kind() in ('staff', 'task')$$,
  adds => 'app_coordinates()',
  changes => 'app_coordinates()',
  keep => '100 years', counted_from => 'at', reason => 'as long as guides work by it; nobody who asked is in it');
-- Coordinators go back to the program's own words.
alter policy removes on guidance using (app_coordinates() or app_kind() = 'task');
grant select, insert, update, delete on guidance to werkcentrum;

-- presence: wie er nu is
-- Who has a question open at this moment, and whether they are writing: so that two do not answer at once, and an asker sees who is there.
create table presence (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  question_id uuid not null,                  -- Which question.
  who         text not null,                  -- 'asker', or a member of staff's id.
  seen_at     timestamptz not null,           -- When they had it open last.
  writing_at  timestamptz,                    -- When they were writing, where they were when they had it open last; else null.
  primary key (region_id, question_id, who),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
call protect('presence',
  see => 'exists (select 1 from question q where q.region_id = presence.region_id and q.id = presence.question_id offset 0)',
  adds => $$who = coalesce(app_staff()::text, 'asker') and (app_kind() = 'staff' or question_id = app_subject() or question_id = any (app_granted()))$$,
  changes => $$who = coalesce(app_staff()::text, 'asker')$$,
  keep => '1 day', counted_from => 'seen_at', reason => 'says who is there now');
grant select, insert, update, delete on presence to werkcentrum;

-- access_request: verzoeken om inzage
-- Somebody asks to open a question of another organisation, which decides; granted, they read it until then.
create table access_request (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  question_id     uuid not null,                  -- Which question.
  owner_id        uuid not null,                  -- The organisation that has the question.
  staff_id        uuid not null,                  -- Who asks.
  organisation_id uuid not null,                  -- For which organisation they ask.
  why             text not null check (length(why) between 1 and 1000), -- Why, in their words.
  asked_at        timestamptz not null,           -- When they asked.
  decided_at      timestamptz,                    -- When it was decided; null while it waits.
  decided_by      uuid,                           -- Who of the staff decided.
  granted_until   timestamptz,                    -- Until when they may read it; null while it waits, and when it was refused.
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, owner_id) references organisation (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),
  check ((decided_at is null) = (decided_by is null)),
  check (granted_until is null or decided_at is not null)
);
create index access_request_open on access_request (region_id, owner_id) where decided_at is null;
create index access_request_staff on access_request (region_id, staff_id, granted_until);
call protect('access_request',
  see => $$app_kind() = 'task' or app_sight() = 'region' or staff_id = app_staff() or owner_id = app_organisation()$$,
  adds => $$app_kind() = 'staff' and staff_id = app_staff() and organisation_id = app_organisation()$$,
  changes => $$app_sight() = 'region' or owner_id = app_organisation()$$,
  keep => '5 years', counted_from => 'asked_at', reason => 'a person may ask who looked, and on whose word');
grant select, insert, update, delete on access_request to werkcentrum;

-- api_client: programma’s
-- An organisation's program that brings people in, under its own door. Of the token only the hash is kept.
create table api_client (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  organisation_id uuid not null,                  -- Whose program.
  name            text not null check (length(name) between 1 and 120), -- As the organisation calls it.
  token_hash      text not null,                  -- The hash of its token (SHA-256).
  added_at        timestamptz not null,           -- When it was added.
  added_by        uuid not null,                  -- Who of the staff added it.
  revoked_at      timestamptz,                    -- When its token was revoked; null while it counts.
  primary key (region_id, id),
  unique (region_id, token_hash),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, added_by) references staff (region_id, id)
);
call protect('api_client',
  see => $$app_kind() = 'task' or app_kind() = 'staff' and organisation_id = app_organisation()$$,
  adds => $$app_kind() = 'staff' and organisation_id = app_organisation()$$,
  changes => $$app_kind() = 'staff' and organisation_id = app_organisation()$$,
  keep => '5 years', counted_from => 'revoked_at', reason => 'as long as somebody may ask what came in by it');
grant select, insert, update, delete on api_client to werkcentrum;

-- absence: afwezigheid
-- Who is away, and who looks after their questions meanwhile.
create table absence (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  staff_id        uuid not null,                  -- Who is away.
  organisation_id uuid not null,                  -- Their organisation, whose staff see it.
  stand_in_id     uuid not null,                  -- Who stands in.
  from_day        date not null,                  -- The first day away.
  until_day       date not null,                  -- The last day away.
  primary key (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade,
  foreign key (region_id, stand_in_id) references staff (region_id, id) on delete cascade,
  check (staff_id <> stand_in_id),
  check (until_day >= from_day)
);
create index absence_stand_in on absence (region_id, stand_in_id, until_day);
call protect('absence',
  see => $$app_kind() in ('task', 'link') or app_sight() = 'region' or organisation_id = app_organisation()$$,
  adds => $$app_sight() = 'region' or organisation_id = app_organisation()$$,
  changes => 'false',
  keep => '1 year', counted_from => 'until_day', reason => 'as long as somebody may ask who looked after a question');
-- Colleagues plan it, and take it back.
alter policy removes on absence using (app_kind() = 'task' or app_sight() = 'region' or organisation_id = app_organisation());
grant select, insert, delete on absence to werkcentrum;

-- knowledge: kennis
-- What guides know together: a page about a subject, or a standard text to begin an answer with.
create table knowledge (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  id         uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  kind       text not null check (kind in ('page', 'text')), -- A page to read, or a text to begin with.
  topic      text,                           -- The topic it is about; null when it is about every one.
  language   text not null check (language in ('nl', 'en')), -- The language it is written in.
  title      text not null check (length(title) between 1 and 120), -- What it is called.
  text       text not null check (length(text) between 1 and 10000), -- What it says.
  links      text[] not null default '{}',   -- Addresses to read on.
  owner_id   uuid not null,                  -- Who changed it last, and sees to it that it holds.
  review_on  date not null,                  -- By this day its owner looks whether it still holds.
  version    int not null default 1,         -- Goes up with each change: who saw an older one is told.
  changed_at timestamptz not null,           -- When it was changed last.
  removed_at timestamptz,                    -- When it was removed; null while it is there. It can come back.
  words      tsvector generated always as (to_tsvector('dutch'::regconfig, (title || ' ') || text) || array_to_tsvector(array['region:' || region_id])) stored, -- What is searched: its words and its region.
  primary key (region_id, id),
  foreign key (region_id, owner_id) references staff (region_id, id)
);
create index knowledge_topic on knowledge (region_id, topic);
call protect('knowledge',
  see => $$app_kind() in ('staff', 'task')$$,
  adds => $$app_kind() in ('staff', 'task')$$,
  changes => $$app_kind() in ('staff', 'task')$$,
  keep => '2 years', counted_from => 'removed_at', reason => 'what was removed can come back for a while');
grant select, insert, update, delete on knowledge to werkcentrum;

-- saved_filter: bewaarde filters
-- A list of questions that a member of staff keeps under a name.
create table saved_filter (
  region_id int not null,                   -- The labour-market region; 0 is the nation.
  id        uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  staff_id  uuid not null,                  -- Whose; nobody else sees it.
  name      text not null check (length(name) between 1 and 60), -- As they call it.
  query     text not null check (length(query) <= 500), -- What stands behind the question mark of its address.
  saved_at  timestamptz not null,           -- When it was kept.
  primary key (region_id, id),
  unique (region_id, staff_id, name),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
call protect('saved_filter',
  see => 'staff_id = app_staff()',
  adds => 'staff_id = app_staff()',
  changes => 'staff_id = app_staff()',
  keep => '100 years', counted_from => 'none', reason => 'goes with the member of staff');
alter policy removes on saved_filter using (app_kind() = 'task' or staff_id = app_staff());
grant select, insert, update, delete on saved_filter to werkcentrum;

-- question_code: codes waarop geteld wordt
-- By what questions are counted, as codes: a row for each time one was asked, clarified, answered or closed otherwise. Once its question is erased nothing in it leads anywhere.
create table question_code (
  region_id        int not null,                   -- The labour-market region; 0 is the nation.
  id               uuid not null,                  -- Random, and so in no order.
  day              date not null,                  -- On which day, in Dutch time; of one that was mixed the first of its month.
  kind             text not null,                  -- The kind of event it was counted at.
  question_id      uuid,                           -- The question, while that is kept whole; null once it is erased or kept bare by a law.
  municipality     text,                           -- Where the asker lives; null while not known, and among few after an erasure.
  organisation_id  uuid not null,                  -- The owner at that moment.
  walk_in_point_id uuid,                           -- The walk-in point at that moment; null for none.
  asker_group      text not null,                  -- Who asked, as a code of question.asker_group.
  channel          text not null,                  -- How it came in, as a code of question.channel.
  door_id          uuid,                           -- By which door; null by none.
  topic            text,                           -- What it was about; null while nobody said.
  age_band         text check (age_band in ('under-27', '27-49', '50-and-older')), -- A band of ages; null while not known, and among few after an erasure.
  situation        text check (situation in ('benefit', 'work', 'neither')), -- Whether they live on a benefit, on work or on neither; null as the band of ages.
  mixed            boolean not null default false, -- Written anew among the others of its month after its question was gone, so that the bookkeeping of the database leads nowhere either.
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete set null (question_id)
);
create index question_code_day on question_code (region_id, day, kind);
create index question_code_loose on question_code (region_id) where question_id is null and not mixed;
create index question_code_question on question_code (region_id, question_id);
call protect('question_code',
  see => $$app_sight() = 'region' or organisation_id = app_organisation()$$,
  adds => $$app_kind() in ('task', 'staff') or question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id)$$,
  changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'day', reason => 'codes without persons, for figures');
grant select, insert, update (question_id), delete on question_code to werkcentrum;

-- reach_change: wat een vrager wijzigde en kan terugzetten
-- What an asker changed by showing that a question is theirs, for as long as it can be taken back.
create table reach_change (
  region_id     int not null,                   -- The labour-market region; 0 is the nation.
  id            uuid not null,                  -- Its own id (UUIDv7, so in the order of making); the link in the mail that tells of it has it.
  question_id   uuid not null,                  -- Of which question.
  kind          text not null check (kind in ('contact', 'kept')), -- What: how the asker is reached, or that the question stands in a file of their own.
  before        text not null check (length(before) <= 4000), -- What it was before, or in whose file it came, sealed by the program.
  at            timestamptz not null,           -- When it was changed.
  taken_back_at timestamptz,                    -- When it was taken back; null while it stands.
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
create index reach_change_question on reach_change (region_id, question_id);
call protect('reach_change',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '14 days', counted_from => 'at', reason => 'who was reached there before can take it back for two weeks');
grant select, insert, update, delete on reach_change to werkcentrum;

-- daily_total: dagtotalen
-- What is counted over history, a row a day: made from `event` when the day is over, equal to a recount. No persons.
create table daily_total (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  day         date not null,                  -- Of which day, in Dutch time.
  kind        text not null,                  -- The kind of event. A day is done by its row 'totalled'.
  within_norm boolean not null,               -- Whether the norm was kept; true where there is none.
  count       int not null,                   -- How often.
  primary key (region_id, day, kind, within_norm)
);
call protect('daily_total',
  see => $$app_sight() = 'region'$$,
  adds => $$app_kind() = 'task'$$,
  changes => 'false',
  keep => '100 years', counted_from => 'day', reason => 'figures without persons');
grant select, insert, delete on daily_total to werkcentrum;

-- ═══ catalogue ═══

-- catalogue: aanbod
-- What a region's catalogue is as a whole: one row, that changes whenever something that is published does.
create table catalogue (
  region_id  int primary key references region (id), -- The labour-market region; 0 is the nation.
  version    int not null,                   -- Goes up with each change, so that every process knows that it must read again.
  vocabulary jsonb not null default '{}',    -- What the region changed of the words that the signpost began with, as vocabulary.ts describes it.
  changed_at timestamptz not null            -- When something changed last.
);
call protect('catalogue',
  see => 'true',
  adds => $$app_kind() = 'task' or app_sight() = 'region'$$,
  changes => $$app_kind() = 'task' or app_sight() = 'region'$$,
  keep => '100 years', counted_from => 'changed_at', reason => 'as long as the region takes part');
grant select, insert, update on catalogue to werkcentrum;

-- service: diensten
-- A service: an entry in the catalogue. What it is stands in its document, of which every version is kept.
create table service (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  slug            text not null check (slug ~ '^[a-z0-9-]{2,60}$'), -- Its name in an address.
  organisation_id uuid,                           -- Whose staff keep it; null for a service of nobody in the network, which the coordinators keep.
  state           text not null check (state in ('new', 'published', 'withdrawn')), -- New until it is published for the first time.
  version         int not null default 0,         -- The version that is published, or was last; 0 when none was yet.
  document        jsonb,                          -- What is published, or was last, as service.ts describes it; null while it is new.
  confirmed_at    timestamptz,                    -- When somebody last said that it holds; null while it is new.
  added_at        timestamptz not null,           -- When it was added.
  withdrawn_at    timestamptz,                    -- When it left the public pages; null while it has not.
  asked_at        timestamptz,                    -- When who keeps it was last asked whether it still holds; null since they said so.
  climbed_at      timestamptz,                    -- When a coordinator was asked, because who keeps it said nothing; null since it was confirmed.
  link_version    int not null default 1,         -- The version of the link by which who keeps it confirms it; raising it revokes the link.
  title           text generated always as ((document -> 'name') ->> 'nl') stored, -- Its Dutch name, to find what is like it.
  words           tsvector generated always as ((((((setweight(to_tsvector('dutch'::regconfig, coalesce((document -> 'name') ->> 'nl', '')), 'A'::"char") || setweight(to_tsvector('english'::regconfig, coalesce((document -> 'name') ->> 'en', '')), 'A'::"char")) || setweight(to_tsvector('dutch'::regconfig, (((coalesce(document ->> 'provider', '') || ' ') || coalesce(document ->> 'scheme', '')) || ' ') || coalesce(document ->> 'asked', '')), 'B'::"char")) || setweight(to_tsvector('dutch'::regconfig, (coalesce((document -> 'summary') ->> 'nl', '') || ' ') || coalesce((document -> 'aim') ->> 'nl', '')), 'C'::"char")) || setweight(to_tsvector('dutch'::regconfig, (((coalesce((document -> 'eligibility') ->> 'nl', '') || ' ') || coalesce((document -> 'location') ->> 'nl', '')) || ' ') || coalesce(document ->> 'partners', '')), 'D'::"char")) || setweight(to_tsvector('english'::regconfig, coalesce((document -> 'summary') ->> 'en', '')), 'D'::"char")) || array_to_tsvector(array['region:' || region_id])) stored, -- What is searched, the weightiest first: its names, who offers it, what it is, for whom, where and with whom; and its region.
  primary key (region_id, id),
  unique (region_id, slug),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  check ((state = 'new') = (document is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index service_title on service using gin (title gin_trgm_ops);
create index service_unconfirmed on service (region_id, confirmed_at) where state = 'published';
create index service_words on service using gin (words);
call protect('service',
  see => $$state = 'published' or app_kind() in ('staff', 'task')$$,
  adds => $$app_kind() = 'task' or app_sight() = 'region' or app_kind() = 'staff' and organisation_id = app_organisation()$$,
  changes => $$app_kind() = 'task' or app_sight() = 'region' or app_kind() = 'staff' and organisation_id = app_organisation()$$,
  keep => '5 years', counted_from => 'withdrawn_at', reason => 'what was offered can be looked up for a while');
grant select, insert, update, delete on service to werkcentrum;

-- service_version: versies van diensten
-- What a service was at each version, and what is proposed to become the next: one proposal at a time.
create table service_version (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  service_id  uuid not null,                  -- Which service.
  version     int not null,                   -- Counts from 1.
  document    jsonb not null,                 -- The service whole, as service.ts describes it.
  state       text not null check (state in ('draft', 'review', 'published', 'declined')), -- A draft is being written; in review it waits for a coordinator.
  staff_id    uuid,                           -- Who wrote it; null when it came in from elsewhere.
  reviewed_by uuid,                           -- Who published or declined it; null while nobody did.
  note        text check (length(note) <= 1000), -- What was said with it, or why it was declined; null when nothing.
  at          timestamptz not null,           -- When it was written last.
  primary key (region_id, service_id, version),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id),
  foreign key (region_id, reviewed_by) references staff (region_id, id)
);
create unique index service_version_open on service_version (region_id, service_id) where state in ('draft', 'review');
call protect('service_version',
  see => $$app_kind() in ('staff', 'task')$$,
  adds => 'app_keeps(service_id)',
  changes => 'app_keeps(service_id)',
  keep => '100 years', counted_from => 'none', reason => 'goes with the service');
grant select, insert, update, delete on service_version to werkcentrum;

-- service_import: ingevoerde lijsten
-- What a file would change in the catalogue, checked and shown before it does; done once or not at all.
create table service_import (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  id         uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  staff_id   uuid not null,                  -- Who brought the file; nobody else sees it.
  name       text not null check (length(name) between 1 and 200), -- The name of the file.
  rows       jsonb not null,                 -- Its services, as they would be: a list of {document, …} (store.ts).
  at         timestamptz not null,           -- When it was brought.
  applied_at timestamptz,                    -- When it was brought in; null before.
  documents  jsonb not null default '[]',    -- What a file in HSDS says beyond its services, kept until it is brought in.
  primary key (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id)
);
call protect('service_import',
  see => $$app_kind() = 'task' or staff_id = app_staff()$$,
  adds => 'staff_id = app_staff()',
  changes => 'staff_id = app_staff()',
  keep => '7 days', counted_from => 'at', reason => 'a file is checked and brought in within a few days');
grant select, insert, update, delete on service_import to werkcentrum;

-- service_rating: oordelen over diensten
-- What guides think of a service, one judgement each; for colleagues only.
create table service_rating (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  service_id uuid not null,                  -- Which service.
  staff_id   uuid not null,                  -- Whose judgement.
  stars      int not null check (stars between 1 and 5), -- One to five.
  remark     text check (length(remark) <= 500), -- Why; null when nothing was said.
  at         timestamptz not null,           -- When it was given last.
  primary key (region_id, service_id, staff_id),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
call protect('service_rating',
  see => $$app_kind() in ('staff', 'task')$$,
  adds => 'staff_id = app_staff()',
  changes => 'staff_id = app_staff()',
  keep => '5 years', counted_from => 'at', reason => 'an older judgement says little of what a service is now');
grant select, insert, update, delete on service_rating to werkcentrum;

-- hsds_document: gegevens van elders over diensten, zoals zij binnenkwamen
-- What came in by Open Referral HSDS, as it came: what is given on must say no less than what was given.
create table hsds_document (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  kind       text not null check (kind in ('service', 'organization', 'taxonomy_term')), -- What of HSDS it is.
  id         uuid not null,                  -- The id that it came with.
  service_id uuid,                           -- The service that it describes, which has the same id; null for anything but a service.
  document   jsonb not null,                 -- It, in HSDS 3.0.
  understood jsonb,                          -- What it was as a service of ours, to see what was changed since; null for anything but a service.
  at         timestamptz not null,           -- When it came last.
  primary key (region_id, kind, id),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  check ((kind = 'service') = (service_id is not null and understood is not null))
);
create index hsds_document_service on hsds_document (region_id, service_id);
call protect('hsds_document',
  see => $$app_kind() in ('staff', 'task')
    or service_id is null
    or (exists (select 1 from service s where s.region_id = hsds_document.region_id and s.id = hsds_document.service_id))$$,
  adds => $$app_kind() = 'task' or app_sight() = 'region'$$,
  changes => $$app_kind() = 'task' or app_sight() = 'region'$$,
  keep => '5 years', counted_from => 'at', reason => 'what a source said and did not say again in years is not given on');
grant select, insert, update, delete on hsds_document to werkcentrum;

-- service_file: bestanden bij diensten
-- A file with a service, to read or fill in. Kept whole, given out only as a download.
create table service_file (
  region_id  int not null,                   -- The labour-market region; 0 is the nation.
  id         uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  service_id uuid not null,                  -- With which service.
  staff_id   uuid,                           -- Who added it; null when nobody of the staff did.
  at         timestamptz not null,           -- When it was added.
  name       text not null check (length(name) between 1 and 200), -- The name of the file.
  type       text not null,                  -- Its media type, read from the content.
  size       int not null check (size between 1 and 10485760), -- In bytes; at most 10 MB.
  for_staff  boolean not null,               -- For colleagues only; else for everybody who sees the service.
  removed_at timestamptz,                    -- When it was removed; null while it is there. It can be put back.
  content    bytea not null,                 -- The file itself.
  primary key (region_id, id),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id)
);
create index service_file_service on service_file (region_id, service_id);
call protect('service_file',
  see => $$app_kind() in ('staff', 'task')
    or not for_staff and removed_at is null and (exists (select 1 from service s where s.region_id = service_file.region_id and s.id = service_file.service_id))$$,
  adds => 'app_keeps(service_id)',
  changes => 'app_keeps(service_id)',
  keep => '30 days', counted_from => 'removed_at', reason => 'a file that was removed can be put back for a month');
grant select, insert, update, delete on service_file to werkcentrum;

-- ═══ appointments ═══

-- meeting: gesprekken
-- A conversation of an asker with an organisation, and the handing guide when they come too: proposed times, and the one that was chosen.
create table meeting (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  question_id     uuid not null,                  -- About which question.
  organisation_id uuid not null,                  -- With whom.
  state           text not null check (state in ('proposed', 'planned', 'held', 'missed', 'cancelled')), -- Where it is; missed is that the asker did not come.
  manner          text not null check (manner in ('place', 'phone', 'video')), -- How they meet.
  place           text check (length(place) between 1 and 300), -- Where it is, or which number is called or page opened; null where that is not said.
  minutes         int not null check (minutes between 10 and 240), -- How long.
  times           timestamptz[] not null check (cardinality(times) between 1 and 3), -- What was proposed, earliest first; at most three.
  starts_at       timestamptz,                    -- The time that was chosen; null before.
  guide_id        uuid,                           -- The handing guide, when they come too.
  host_email      text check (length(host_email) <= 254), -- Where the partner's invitation goes; null for nowhere.
  sequence        int not null default 0,         -- How often its invitation changed: what calendars tell a newer one by.
  made_at         timestamptz not null,           -- When times were proposed first.
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, guide_id) references staff (region_id, id),
  constraint planned_has_moment check (state not in ('planned', 'held', 'missed') or starts_at is not null)
);
create index meeting_question on meeting (region_id, question_id);
call protect('meeting',
  see => $$app_kind() = 'task'
    or organisation_id = app_partner()
    or (exists (select 1 from question q where q.region_id = meeting.region_id and q.id = meeting.question_id offset 0))$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'made_at', reason => 'goes with its question', own_age => false);
grant select, insert, update, delete on meeting to werkcentrum;

-- ═══ handover ═══

-- guest: medewerkers van partners
-- Who answers for a partner without a sign-in: who they say to be, after a code that was mailed to the organisation. Kept because a person may ask who looked.
create table guest (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  organisation_id uuid not null,                  -- For which organisation.
  name            text not null check (length(name) between 1 and 120), -- As they gave it.
  role            text not null check (length(role) between 1 and 120), -- What they do there, as they gave it.
  came_at         timestamptz not null,           -- When they came in.
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
call protect('guest',
  see => $$app_kind() in ('task', 'staff')
    or organisation_id = app_partner()
    or (exists (select 1 from handover h where h.region_id = guest.region_id and h.partner_guest_id = guest.id offset 0))
    or (exists (select 1 from look l where l.region_id = guest.region_id and l.guest_id = guest.id offset 0))$$,
  adds => $$app_kind() = 'task'$$,
  changes => 'false',
  keep => '5 years', counted_from => 'came_at', reason => 'a person may ask who looked');
grant select, insert, delete on guest to werkcentrum;

-- handover: overdrachten
-- A warm handover: the person's yes, what the partner sees and from when, the conversation, the outcome. Its life is the table of steps in handover.ts. When only a law keeps its question, the words go.
create table handover (
  region_id        int not null,                   -- The labour-market region; 0 is the nation.
  id               uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  question_id      uuid not null,                  -- Which question is handed over.
  reference        text not null,                  -- The question's number, for on the telephone.
  from_id          uuid not null,                  -- The organisation that hands over.
  to_id            uuid not null,                  -- The partner: the organisation that receives.
  staff_id         uuid not null,                  -- Who proposed it.
  purpose          text not null check (purpose in ('handover', 'plan')), -- To take the question over, or to work on it together with others by one plan.
  why              text not null check (length(why) between 1 and 2000), -- Why to this partner, in the guide's words.
  hope             text check (length(hope) between 1 and 1000), -- What the asker hopes for; null when nothing was said.
  shares           jsonb not null,                 -- What goes along: {item: 'offer' or 'accept'}, from when the partner sees it.
  state            text not null check (state in ('proposed', 'agreed', 'offered', 'accepted', 'planned', 'met', 'reported', 'closed', 'refused', 'declined', 'withdrawn', 'not-needed', 'redirected')), -- Where it is. The last six are ends.
  stuck            text check (stuck in ('silent', 'declined-thrice', 'missed-twice', 'partner-ended', 'no-ground')), -- Why a coordinator must decide; null while it goes its way.
  waits_for        text check (waits_for in ('person', 'handing', 'partner', 'coordinator')), -- Whom the next step waits for; null once it has ended.
  due_at           timestamptz,                    -- By when that step is due; null once it has ended.
  shown            text not null default 'none' check (shown in ('none', 'offer', 'accept')), -- What the partner sees now: nothing, what it judges the offer by, or all that goes along.
  ground           text check (ground in ('public-task', 'legal-obligation', 'consent', 'contract')), -- The ground of the agreement by which it was offered; null before.
  agreement        text,                           -- The name or number of that agreement; null before.
  proposed_at      timestamptz not null,           -- When it was proposed.
  agreed_at        timestamptz,                    -- When the person said yes; null before.
  agreed_how       text check (agreed_how in ('page', 'phone', 'walk-in', 'letter')), -- On the person's own page, or said to somebody who wrote it down.
  agreed_with      uuid,                           -- The member of staff to whom it was said; null on the own page.
  offered_at       timestamptz,                    -- When it was offered to the partner; null before.
  decided_at       timestamptz,                    -- When the partner accepted or declined; null before.
  partner_staff_id uuid,                           -- Who of the partner's staff acts on it; null for nobody yet, or a guest.
  partner_guest_id uuid,                           -- Which guest of the partner acts on it; null for nobody yet, or staff.
  meeting_id       uuid,                           -- The conversation that is proposed or planned, or was held; null while there is none.
  missed           smallint not null default 0,    -- How often the person did not come.
  met_at           timestamptz,                    -- When they met; null before.
  outcome          text check (outcome in ('started', 'helped', 'does-not-fit')), -- What came of it, as the partner reports; null before.
  outcome_text     text check (length(outcome_text) between 1 and 2000), -- The same in words; null when nothing was said.
  reported_at      timestamptz,                    -- When the partner reported; null before.
  declined         text check (declined in ('not-for-us', 'other-area', 'no-room', 'first-something-else', 'known-elsewhere', 'other')), -- Why the partner declined; null when it did not.
  declined_text    text check (length(declined_text) between 1 and 2000), -- The same in words; null when nothing was said.
  next_id          uuid,                           -- Where it should go instead, as the partner says.
  late             boolean not null default false, -- A step of it was not done by its due moment.
  ended_at         timestamptz,                    -- When it ended, in whatever way; null while it runs.
  partner_until    timestamptz,                    -- Until when the partner still sees it: four weeks after its end; null while it runs.
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, from_id) references organisation (region_id, id),
  foreign key (region_id, to_id) references organisation (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),
  foreign key (region_id, agreed_with) references staff (region_id, id),
  foreign key (region_id, partner_staff_id) references staff (region_id, id),
  foreign key (region_id, partner_guest_id) references guest (region_id, id) on delete set null (partner_guest_id),
  foreign key (region_id, meeting_id) references meeting (region_id, id),
  foreign key (region_id, next_id) references organisation (region_id, id),
  constraint not_to_itself check (from_id <> to_id),
  constraint on_its_way_was_offered check (state not in ('offered', 'accepted', 'planned', 'met', 'reported', 'closed', 'declined') or offered_at is not null),
  constraint met_before_outcome check (state not in ('met', 'reported', 'closed') or met_at is not null),
  constraint reported_has_outcome check (state not in ('reported', 'closed') or outcome is not null),
  constraint declined_has_next check (state <> 'declined' or declined is not null and next_id is not null),
  constraint stuck_waits_for_coordinator check ((stuck is not null and ended_at is null) = (waits_for is not distinct from 'coordinator')),
  constraint shown_after_yes check (shown = 'none' or offered_at is not null and ground is not null and agreement is not null),
  constraint all_after_acceptance check (shown <> 'accept' or decided_at is not null),
  constraint yes_was_said_to_somebody check (agreed_how is null or agreed_how = 'page' or agreed_with is not null),
  constraint offered_after_yes check (offered_at is null or agreed_at is not null and agreed_at <= offered_at and agreed_how is not null),
  constraint misfit_has_next check (outcome is distinct from 'does-not-fit' or next_id is not null),
  constraint running_has_due check ((ended_at is null) = (due_at is not null) and (ended_at is null) = (waits_for is not null))
);
create index handover_ended on handover (region_id, ended_at) where ended_at is not null;
create index handover_from on handover (region_id, from_id, due_at) where ended_at is null;
create unique index handover_in_plan on handover (region_id, question_id, to_id) where purpose = 'plan' and ended_at is null;
create index handover_question on handover (region_id, question_id, id);
create unique index handover_running on handover (region_id, question_id) where purpose = 'handover' and ended_at is null and (state <> 'reported' or stuck is not null);
create index handover_stuck on handover (region_id, due_at) where stuck is not null and ended_at is null;
create index handover_to on handover (region_id, to_id, due_at) where ended_at is null;
create index handover_until on handover (region_id, partner_until) where shown <> 'none' and partner_until is not null;
call protect('handover',
  see => $$app_kind() = 'task'
    or to_id = app_partner() and shown <> 'none'
    or from_id = app_organisation()
    or (exists (select 1 from question q where q.region_id = handover.region_id and q.id = handover.question_id offset 0))$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'ended_at', reason => 'goes with its question; what the partner sees of it ends four weeks after its end', own_age => false);
grant select, insert, update, delete on handover to werkcentrum;

-- plan: plannen
-- One plan for a person with whom several partners work: its goal, and the person's yes to it as it stands. Gone when only a law keeps its question.
create table plan (
  region_id   int not null,                   -- The labour-market region; 0 is the nation.
  question_id uuid not null,                  -- Of which question.
  goal        text not null check (length(goal) between 1 and 300), -- What it is to come to.
  agreed_at   timestamptz,                    -- When the person said yes to it as it stands; null when it was changed since, or never.
  agreed_how  text check (agreed_how in ('page', 'phone', 'walk-in', 'letter')), -- On the person's own page, or said to somebody who wrote it down.
  agreed_with uuid,                           -- The member of staff to whom it was said; null on the own page.
  changed_at  timestamptz not null,           -- When it was changed last.
  primary key (region_id, question_id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, agreed_with) references staff (region_id, id),
  check ((agreed_at is null) = (agreed_how is null)),
  check (agreed_how is null or agreed_how = 'page' or agreed_with is not null)
);
call protect('plan',
  see => $$app_kind() = 'task'
    or (exists (select 1 from question q where q.region_id = plan.region_id and q.id = plan.question_id offset 0))
    or in_plan(question_id)$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'changed_at', reason => 'goes with its question', own_age => false);
grant select, insert, update, delete on plan to werkcentrum;

-- plan_step: stappen van plannen
-- What somebody does in a plan, by when.
create table plan_step (
  region_id       int not null,                   -- The labour-market region; 0 is the nation.
  id              uuid not null,                  -- Its own id (UUIDv7, so in the order of making).
  question_id     uuid not null,                  -- Of which question's plan.
  what            text not null check (length(what) between 1 and 300), -- What is done.
  organisation_id uuid,                           -- The organisation that does it; null for the person.
  due_on          date not null,                  -- By which day.
  done_at         timestamptz,                    -- When it was done; null before.
  done_note       text check (length(done_note) between 1 and 1000), -- What was said of it then; null when nothing.
  primary key (region_id, id),
  foreign key (region_id, question_id) references plan (region_id, question_id) on delete cascade,
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
create index plan_step_question on plan_step (region_id, question_id, due_on);
call protect('plan_step',
  see => $$app_kind() = 'task'
    or (exists (select 1 from question q where q.region_id = plan_step.region_id and q.id = plan_step.question_id offset 0))
    or in_plan(question_id)$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'done_at', reason => 'goes with its question', own_age => false);
grant select, insert, update, delete on plan_step to werkcentrum;

-- Whether the actor is a coordinator.
create function app_coordinates() returns boolean language sql stable as $$ select coalesce(nullif(current_setting('app.coordinates', true), ''), 'off') = 'on' $$;

-- For whom the actor stands in today.
create function app_covers() returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting('app.covers', true), '')::uuid[], '{}') $$;

-- Questions that were granted to the actor by id: to a colleague of another organisation, to a resident their own.
create function app_granted() returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting('app.granted', true), '')::uuid[], '{}') $$;

-- The guest; null for anybody else.
create function app_guest() returns uuid language sql stable as $$ select nullif(current_setting('app.guest', true), '')::uuid $$;

-- The hashed keys of what is handed in in this transaction; their rows are all that is seen of `submission`.
create function app_handed() returns text[] language sql stable as $$ select string_to_array(coalesce(current_setting('app.handed', true), ''), ' ') $$;

-- Whether the actor keeps this service, and so writes its versions.
create function app_keeps(service uuid) returns boolean language sql stable as $$
  select app_kind() = 'task' or app_sight() = 'region' or exists (select 1 from service s where s.region_id = app_region() and s.id = service and s.organisation_id = app_organisation())
$$;

-- The actor: public, link, staff, task, guest or resident.
create function app_kind() returns text language sql stable as $$ select current_setting('app.kind') $$;

-- The organisation of a member of staff; null for anybody else.
create function app_organisation() returns uuid language sql stable as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;

-- The organisation whose handovers the actor may see: a member of staff's own, or that of a guest who came in by a code.
create function app_partner() returns uuid language sql stable as $$ select coalesce(nullif(current_setting('app.organisation', true), ''), nullif(current_setting('app.partner', true), ''))::uuid $$;

-- The persons that are a resident's own, or of whom they act for.
create function app_persons() returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting('app.persons', true), '')::uuid[], '{}') $$;

-- Whether the actor is a privacy officer.
create function app_privacy() returns boolean language sql stable as $$ select coalesce(current_setting('app.privacy', true), '') = 'on' $$;

-- The actor of this transaction, as database.transaction set it: the region. Without an actor it fails, and so does every query.
create function app_region() returns int language sql stable as $$ select current_setting('app.region')::int $$;

-- The resident; null for anybody else.
create function app_resident() returns uuid language sql stable as $$ select nullif(current_setting('app.resident', true), '')::uuid $$;

-- How far the actor sees: none, subject (one link), organisation or region.
create function app_sight() returns text language sql stable as $$ select current_setting('app.sight') $$;

-- The member of staff; null for anybody else.
create function app_staff() returns uuid language sql stable as $$ select nullif(current_setting('app.staff', true), '')::uuid $$;

-- What a link opens; null for anybody else.
create function app_subject() returns uuid language sql stable as $$ select nullif(current_setting('app.subject', true), '')::uuid $$;

-- Everybody who publishes says that the catalogue changed; its words are the Werkcentrum's to change.
create function catalogue_changed(moment timestamptz) returns void language sql security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
  insert into catalogue (region_id, version, changed_at) select app_region(), 1, moment where app_kind() in ('staff', 'task')
  on conflict (region_id) do update set version = catalogue.version + 1, changed_at = excluded.changed_at
$$;
revoke all on function catalogue_changed from public;
grant execute on function catalogue_changed to werkcentrum;

-- The services in which all words stand, then those with some of them; where there is none, those with a title like it. Asks as the owner for the same reason; the policies decide on the ids.
create function find_services(all_words text, any_word text, alike text, most int) returns table(id uuid, rank real) language sql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
  with wanted as materialized (
    select to_tsquery('dutch', all_words) || to_tsquery('english', all_words) as every_one, to_tsquery('dutch', any_word) || to_tsquery('english', any_word) as any_one),
  found as materialized (
    select service.id, ((words @@ every_one)::int + ts_rank(words, any_one))::real as rank
    from service, wanted
    where region_id = app_region() and state = 'published' and words @@ (quote_literal('region:' || app_region())::tsquery && any_one) and numnode(any_one) > 0
    order by rank desc, service.id
    limit most)
  select * from found
  union all
  (select service.id, word_similarity(alike, title) from service
   where not exists (select 1 from found) and region_id = app_region() and state = 'published' and alike <% title
   order by 2 desc, 1
   limit most)
$$;
revoke all on function find_services from public;
grant execute on function find_services to werkcentrum;

-- Of what somebody was in danger goes with the mark.
create function forget_danger() returns trigger language plpgsql security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  delete from danger where region_id = new.region_id and question_id = new.id;
  return new;
end $$;

-- One of the files that go along, for the partner to whom it is shown.
create function handover_file(wanted uuid, file uuid) returns table(name text, type text, content bytea) language sql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
  select a.name, a.type, a.content
  from handover h join attachment a on a.region_id = h.region_id and a.question_id = h.question_id
  where h.region_id = app_region() and h.id = wanted and h.to_id = app_partner() and a.id = file
    and (h.shown = 'accept' or h.shown = 'offer' and h.shares ->> ('file.' || file) = 'offer') and h.shares ? ('file.' || file)
$$;
revoke all on function handover_file from public;
grant execute on function handover_file to werkcentrum;

-- Whom a handover is about, for the look at it: an id, for the partner to whom it is shown.
create function handover_person(wanted uuid) returns uuid language sql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
  select q.person_id from handover h join question q on q.region_id = h.region_id and q.id = h.question_id
  where h.region_id = app_region() and h.id = wanted and h.to_id = app_partner() and h.shown <> 'none'
$$;
revoke all on function handover_person from public;
grant execute on function handover_person to werkcentrum;

-- What the partner sees of the person and the question at this moment, and nothing else: the items of the set that is shown now, as they stand now.
create function handover_shown(wanted uuid) returns table(item text, value text) language sql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
  select s.item, case
    when s.item = 'name' then p.name
    when s.item = 'email' then p.email
    when s.item = 'phone' then p.phone
    when s.item = 'way' then p.way
    when s.item = 'language' then q.language
    when s.item = 'municipality' then q.municipality
    when s.item = 'postcode' then q.postcode
    when s.item = 'group' then q.asker_group
    when s.item = 'topic' then q.topic
    when s.item = 'question' then q.sharpened
    when s.item = 'text' then q.text
    when s.item like 'fact.%' then q.facts ->> substr(s.item, 6)
    when s.item like 'file.%' then (select a.name from attachment a where a.region_id = q.region_id and a.question_id = q.id and a.id::text = substr(s.item, 6))
  end
  from handover h
  join question q on q.region_id = h.region_id and q.id = h.question_id
  join person p on p.region_id = q.region_id and p.id = q.person_id,
  lateral jsonb_each_text(h.shares) as s (item, moment)
  where h.region_id = app_region() and h.id = wanted and h.to_id = app_partner() and (h.shown = 'accept' or (h.shown = 'offer' and s.moment = 'offer'))
$$;
revoke all on function handover_shown from public;
grant execute on function handover_shown to werkcentrum;

-- How many handovers wait for the actor's organisation, and for the coordinator who looks: a count of what the policies would let through, planned once a connection, for every page of the workplace asks it.
create function handovers_waiting(coordinates boolean) returns int language plpgsql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  return (
    select count(*) from handover h
    where h.region_id = app_region() and h.ended_at is null
      and ((h.to_id = app_partner() and h.shown <> 'none' and h.waits_for = 'partner')
        or (h.from_id = app_organisation() and h.waits_for = 'handing')
        or (coordinates and app_sight() = 'region' and h.waits_for = 'coordinator'))
  );
end $$;
revoke all on function handovers_waiting from public;
grant execute on function handovers_waiting to werkcentrum;

-- Whether the actor's organisation takes part in the plan of this question.
create function in_plan(question uuid) returns boolean language sql stable as $$
  select exists (select 1 from handover h where h.region_id = app_region() and h.question_id = question and h.purpose = 'plan' and h.to_id = app_partner() and h.shown = 'accept')
$$;

-- Which questions this exact number, address or phone number finds in the region, whoever owns them: their ids and organisations, for a request, and nothing else.
create function known_elsewhere(wanted_number text, wanted_email text, wanted_phone text) returns table(question_id uuid, organisation_id uuid) language sql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
  select id, organisation_id from question where app_kind() in ('staff', 'task') and region_id = app_region() and number = wanted_number
  union
  select q.id, q.organisation_id from person p join question q on q.region_id = p.region_id and q.person_id = p.id
    where app_kind() in ('staff', 'task') and p.region_id = app_region() and (p.email = wanted_email or p.phone = wanted_phone)
$$;
revoke all on function known_elsewhere from public;
grant execute on function known_elsewhere to werkcentrum;

-- Whether one mail more may go to this address that somebody outside causes: most_to since then to it, most_by by the same. Held until the transaction ends, so that others who ask at once wait.
create function mail_has_room(address text, cause text, since timestamptz, most_to int, most_by int) returns boolean language plpgsql security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(format('mail by|%s|%s', app_region(), cause), 0));
  perform pg_advisory_xact_lock(hashtextextended(format('mail to|%s|%s', app_region(), address), 0));
  return (select count(*) < most_to from mail where region_id = app_region() and recipient = address and stranger is not null and held_at is null and queued_at > since)
    and (select count(*) < most_by from mail where region_id = app_region() and stranger = cause and held_at is null and queued_at > since);
end $$;
revoke all on function mail_has_room from public;
grant execute on function mail_has_room to werkcentrum;

-- Whether who comes from outside may bring about this mail: one of a few kinds, about what is theirs, to whom that belongs.
create function mail_may_go(letter text, about uuid, address text) returns boolean language plpgsql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  if app_kind() in ('public', 'link', 'resident') and letter = 'question-received' then
    return question_made_now(about) and exists (
      select 1 from question q join person p on p.region_id = q.region_id and p.id = q.person_id
      where q.region_id = app_region() and q.id = about and p.email = address);
  elsif app_kind() in ('link', 'resident') and letter in ('meeting-asker', 'meeting-host', 'meeting-guide') then
    return exists (
      select 1 from meeting m
      join question q on q.region_id = m.region_id and q.id = m.question_id
      join person p on p.region_id = q.region_id and p.id = q.person_id
      left join staff s on s.region_id = m.region_id and s.id = m.guide_id
      where m.region_id = app_region() and m.id = about and question_is_theirs(q.id)
        and address = case letter when 'meeting-asker' then p.email when 'meeting-host' then m.host_email else s.email end);
  elsif app_kind() in ('link', 'resident') and letter = 'handover-partner' then
    return exists (
      select 1 from handover h join organisation o on o.region_id = h.region_id and o.id = h.to_id
      where h.region_id = app_region() and h.to_id = about and question_is_theirs(h.question_id) and o.contact ->> 'email' = address);
  end if;
  return false;
end $$;
revoke all on function mail_may_go from public;
grant execute on function mail_may_go to werkcentrum;

-- The sessions of somebody that count now, as far as the actor sees them.
create function open_sessions(holder uuid, moment timestamptz) returns table(id uuid, began_at timestamptz, used_at timestamptz, browser text, token_hash text, previous_hash text) language sql stable as $$
  select s.id, s.began_at, s.used_at, s.browser, s.token_hash, s.previous_hash
  from session s
  join staff on staff.region_id = s.region_id and staff.id = s.staff_id
  join organisation o on o.region_id = staff.region_id and o.id = staff.organisation_id
  where s.region_id = app_region() and s.staff_id = holder and session_counts(s.began_at, s.used_at, s.ends_at, s.revoked_at, o.idle_minutes, o.session_hours, moment)
  order by s.used_at desc, s.id
$$;
revoke all on function open_sessions from public;
grant execute on function open_sessions to werkcentrum;

-- Whether a person was added in this very transaction.
create function person_made_now(wanted uuid) returns boolean language plpgsql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  return exists (select 1 from person p where p.region_id = app_region() and p.id = wanted and p.xmin = pg_current_xact_id()::xid);
end $$;
revoke all on function person_made_now from public;
grant execute on function person_made_now to werkcentrum;

-- Of a numbered question, its asker and whoever has the same address or phone number: ids, on whose questions the policies then decide.
create function persons_like(wanted_number text) returns setof uuid language plpgsql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  if app_kind() not in ('staff', 'task') then return; end if;
  return query select o.id
  from question q
  join person p on p.region_id = q.region_id and p.id = q.person_id,
  lateral (
    select p.id
    union all (select id from person where region_id = p.region_id and email = p.email order by id desc limit 20)
    union all (select id from person where region_id = p.region_id and phone = p.phone order by id desc limit 20)
  ) o
  where q.region_id = app_region() and q.number = wanted_number;
end $$;
revoke all on function persons_like from public;
grant execute on function persons_like to werkcentrum;

-- Protects a table: the wall between regions (restrictive, so that no other policy opens it), then who sees, adds and changes, and how long its rows are kept. Removal is for the program's own tasks (the retention run); a table where others remove says so by itself.
create procedure protect(tbl text, see text, adds text, changes text, keep interval, counted_from text, reason text, own_age boolean default true, also text default null::text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', tbl);
  execute format('create policy region_wall on %I as restrictive for all using (region_id = app_region()) with check (region_id = app_region())', tbl);
  execute format('create policy sees on %I for select using (%s)', tbl, see);
  execute format('create policy adds on %I for insert with check (%s)', tbl, adds);
  execute format('create policy changes on %I for update using (%s)', tbl, changes);
  execute format('create policy removes on %I for delete using (app_kind() = ''task'')', tbl);
  insert into retention values (tbl, keep, counted_from, reason, own_age, also);
end $$;

-- Whether a question is that of the actor's link, of their own file, or was made in this very transaction.
create function question_is_theirs(wanted uuid) returns boolean language plpgsql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  return coalesce(wanted = app_subject(), false) or wanted = any (app_granted()) or question_made_now(wanted);
end $$;
revoke all on function question_is_theirs from public;
grant execute on function question_is_theirs to werkcentrum;

-- Whether a question was made in this very transaction.
create function question_made_now(wanted uuid) returns boolean language plpgsql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  return exists (select 1 from question q where q.region_id = app_region() and q.id = wanted and q.xmin = pg_current_xact_id()::xid);
end $$;
revoke all on function question_made_now from public;
grant execute on function question_made_now to werkcentrum;

-- Refuses what who comes from outside may not change of a question.
create function question_stays() returns trigger language plpgsql as $$
declare
  open constant text[] := array['state', 'due_at', 'first_due_at', 'answer_due_at', 'waiting_since', 'escalation', 'closed_at', 'answer_id', 'municipality', 'organisation_id',
    'walk_in_point_id', 'staff_id', 'urgent', 'urgent_due_at', 'files', 'call', 'consulted_at', 'dismissal', 'step_due_at', 'handed_at', 'discreet', 'words'];
begin
  if to_jsonb(new) - open is distinct from to_jsonb(old) - open
    or (new.organisation_id <> old.organisation_id and (old.state <> 'received' or new.state <> 'received'))
    or (new.staff_id is not null and new.staff_id is distinct from old.staff_id)
    or (new.answer_id is not null and new.answer_id is distinct from old.answer_id)
    or (new.state <> old.state and new.state in ('answered', 'dismissed', 'merged', 'set-aside'))
  then raise insufficient_privilege using message = 'who comes from outside changes only where their question stands';
  end if;
  return new;
end $$;

-- The newest questions with these words, within the actor's region and sight. Text search is not leakproof, so under policies its index goes unused: this asks as the owner, and the policies decide on the ids.
create function questions_with_words(sought text, most int) returns setof uuid language sql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
  with wanted as (select quote_literal('region:' || app_region())::tsquery && websearch_to_tsquery('dutch', sought) as q where numnode(websearch_to_tsquery('dutch', sought)) > 0),
  found as (
    (select question.id from question, wanted where region_id = app_region() and words @@ q
      and (app_sight() = 'region' or organisation_id = app_organisation()) limit 1000)
    union
    (select question.id from message, wanted, question where message.region_id = app_region() and message.words @@ q
      and question.region_id = message.region_id and question.id = message.question_id
      and (app_sight() = 'region' or question.organisation_id = app_organisation()) limit 1000)
  )
  select id from found order by id desc limit most
$$;
revoke all on function questions_with_words from public;
grant execute on function questions_with_words to werkcentrum;

-- Whether a session counts now: not ended, and used as lately and begun as lately as the organisation of its holder allows.
create function session_counts(began timestamptz, used timestamptz, ends timestamptz, revoked timestamptz, idle smallint, hours smallint, moment timestamptz) returns boolean language sql stable as $$
  select revoked is null and ends > moment
    and used > moment - make_interval(mins => coalesce(idle, 60))
    and (hours is null or began > moment - make_interval(hours => hours))
$$;
revoke all on function session_counts from public;
grant execute on function session_counts to werkcentrum;

-- Who holds this session, asked before there is an actor. Nothing for a session that ended, was revoked or was not used for as long as its organisation allows, or for somebody who left.
create function session_holder(region int, hash text, moment timestamptz) returns table(id uuid, name text, organisation uuid, organisation_kind text, walk_in_point uuid, roles text[], proved_at timestamptz, rotated_at timestamptz, used_at timestamptz, granted uuid[], stands_in_for uuid[]) language plpgsql stable security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
#variable_conflict use_column
begin
  return query select staff.id, staff.name, staff.organisation_id, organisation.kind, staff.walk_in_point_id, staff.roles, session.proved_at, session.rotated_at, session.used_at,
    array(select question_id from access_request a where a.region_id = region and a.staff_id = staff.id and a.granted_until > moment),
    array(select staff_id from absence a where a.region_id = region and a.stand_in_id = staff.id and (moment at time zone 'Europe/Amsterdam')::date between a.from_day and a.until_day)
  from session
  join staff on staff.region_id = session.region_id and staff.id = session.staff_id
  join organisation on organisation.region_id = staff.region_id and organisation.id = staff.organisation_id
  where session.region_id = region
    and (session.token_hash = hash or (session.previous_hash = hash and session.rotated_at > moment - interval '1 minute'))
    and session_counts(session.began_at, session.used_at, session.ends_at, session.revoked_at, organisation.idle_minutes, organisation.session_hours, moment)
    and (staff.left_at is null or staff.left_at > moment);
end $$;
revoke all on function session_holder from public;
grant execute on function session_holder to werkcentrum;

-- The nation's own set-up says whom to call in the whole country.
create function tell_national_help() returns trigger language plpgsql security definer set search_path to 'pg_catalog', 'public', 'pg_temp' as $$
begin
  update national_help set contacts = new.urgent, version = version + 1 where contacts <> new.urgent;
  return new;
end $$;
