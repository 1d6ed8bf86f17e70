-- The work of staff among each other: asking the coordinator, being away, what is known, what somebody is told, and filters kept by name.

-- A question to the coordinator and the answer back: for colleagues only, as a note is.
alter table message drop constraint message_kind_check;
alter table message add constraint message_kind_check check (kind in ('addition', 'message', 'conversation', 'note', 'answer', 'consult', 'advice'));
drop policy sees on message;
create policy sees on message for select using (
  (kind not in ('note', 'consult', 'advice') or app_sight() <> 'subject') and exists (select 1 from question q where q.region_id = message.region_id and q.id = message.question_id offset 0));
alter table question add consulted_at timestamptz;
create index question_consulted on question (region_id, organisation_id) where consulted_at is not null;

-- Who is away, and who looks after their questions meanwhile.
create table absence (
  region_id int not null,
  id uuid not null,
  staff_id uuid not null,
  organisation_id uuid not null,
  stand_in_id uuid not null,
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  primary key (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade,
  foreign key (region_id, stand_in_id) references staff (region_id, id) on delete cascade,
  check (staff_id <> stand_in_id)
);
create index absence_stand_in on absence (region_id, stand_in_id, until_day);
call protect('absence',
  -- Whoever stands in is told what an asker adds, so in the transaction of the asker too.
  see => $$app_kind() in ('task', 'link') or app_sight() = 'region' or organisation_id = app_organisation()$$,
  adds => $$app_sight() = 'region' or organisation_id = app_organisation()$$,
  changes => 'false',
  keep => '1 year', counted_from => 'until_day', reason => 'as long as somebody may ask who looked after a question');
drop policy removes on absence;
create policy removes on absence for delete using (app_kind() = 'task' or app_sight() = 'region' or organisation_id = app_organisation());
grant select, insert, delete on absence to {{app}};

-- What guides know together: a page per subject, and standard texts to begin an answer with.
create table knowledge (
  region_id int not null,
  id uuid not null,
  kind text not null check (kind in ('page', 'text')),
  topic text,
  language text not null check (language in ('nl', 'en')),
  title text not null check (length(title) between 1 and 120),
  text text not null check (length(text) between 1 and 10000),
  links text[] not null default '{}',
  owner_id uuid not null,
  review_on date not null,
  version int not null default 1,
  changed_at timestamptz not null,
  removed_at timestamptz,
  words tsvector generated always as (to_tsvector('dutch'::regconfig, title || ' ' || text) || array_to_tsvector(array['region:' || region_id])) stored,
  primary key (region_id, id),
  foreign key (region_id, owner_id) references staff (region_id, id)
);
create index knowledge_topic on knowledge (region_id, topic);
call protect('knowledge', see => $$app_kind() in ('staff', 'task')$$, adds => $$app_kind() in ('staff', 'task')$$, changes => $$app_kind() in ('staff', 'task')$$,
  keep => '2 years', counted_from => 'removed_at', reason => 'what was removed can come back for a while');
grant select, insert, update, delete on knowledge to {{app}};

-- What somebody of the staff is told: in the workplace, and by mail as they choose.
create table notice (
  region_id int not null,
  id uuid not null,
  staff_id uuid not null,
  kind text not null,
  question_id uuid,
  at timestamptz not null,
  seen_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade,
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
create index notice_staff on notice (region_id, staff_id, seen_at, id);
call protect('notice', see => $$app_kind() = 'task' or staff_id = app_staff()$$, adds => 'true', changes => $$staff_id = app_staff()$$,
  keep => '90 days', counted_from => 'at', reason => 'what was told is soon done');
grant select, insert, update, delete on notice to {{app}};

create table staff_choice (
  region_id int not null,
  staff_id uuid not null,
  mail text not null check (mail in ('at-once', 'daily', 'none')),
  primary key (region_id, staff_id),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
-- Whoever causes a notice looks up how its receiver wants to be told.
call protect('staff_choice', see => 'true', adds => $$staff_id = app_staff()$$, changes => $$staff_id = app_staff()$$,
  keep => '100 years', counted_from => 'none', reason => 'goes with the member of staff');
grant select, insert, update, delete on staff_choice to {{app}};

create table saved_filter (
  region_id int not null,
  id uuid not null,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 500),
  saved_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, staff_id, name),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
call protect('saved_filter', see => $$staff_id = app_staff()$$, adds => $$staff_id = app_staff()$$, changes => $$staff_id = app_staff()$$,
  keep => '100 years', counted_from => 'none', reason => 'goes with the member of staff');
drop policy removes on saved_filter;
create policy removes on saved_filter for delete using (app_kind() = 'task' or staff_id = app_staff());
grant select, insert, update, delete on saved_filter to {{app}};

drop function session_holder;
-- Who holds this session, asked before there is an actor. Answers nothing for a session that ended or was revoked, or for somebody who left.
-- A token that was just replaced counts for another minute, for requests that were under way.
create function session_holder(region int, hash text, moment timestamptz)
returns table (id uuid, name text, organisation uuid, organisation_kind text, walk_in_point uuid, roles text[], rotated_at timestamptz, granted uuid[], stands_in_for uuid[])
language sql stable security definer set search_path = public as $$
  select staff.id, staff.name, staff.organisation_id, organisation.kind, staff.walk_in_point_id, staff.roles, session.rotated_at,
    array(select question_id from access_request a where a.region_id = region and a.staff_id = staff.id and a.granted_until > moment),
    array(select staff_id from absence a where a.region_id = region and a.stand_in_id = staff.id and (moment at time zone 'Europe/Amsterdam')::date between a.from_day and a.until_day)
  from session
  join staff on staff.region_id = session.region_id and staff.id = session.staff_id
  join organisation on organisation.region_id = staff.region_id and organisation.id = staff.organisation_id
  where session.region_id = region
    and (session.token_hash = hash or (session.previous_hash = hash and session.rotated_at > moment - interval '1 minute'))
    and session.revoked_at is null and session.ends_at > moment
    and (staff.left_at is null or staff.left_at > moment)
$$;
revoke all on function session_holder from public;
grant execute on function session_holder to {{app}};
