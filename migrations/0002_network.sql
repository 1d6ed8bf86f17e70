-- Who takes part: organisations, walk-in points, staff; a region's own set-up; sessions.

create table region_setup (
  region_id int primary key references region (id),
  version int not null default 1,
  opened_at timestamptz not null,
  phone text not null,
  email text not null,
  first_response_days int not null default 2 check (first_response_days between 1 and 20),
  answer_days int not null default 5 check (answer_days between first_response_days and 60)
);
call protect('region_setup', see => 'true', adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'opened_at', reason => 'as long as the region takes part');
grant select, insert, update on region_setup to {{app}};

create table organisation (
  region_id int not null,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9-]{2,60}$'),
  name text not null,
  kind text not null check (kind in ('werkcentrum', 'municipality', 'uwv', 'sbb', 'union', 'employers-organisation', 'school')),
  municipality text references municipality (name),
  hosted_by uuid,
  issuer text,
  client_id text,
  client_secret text, -- sealed with the installation's secret
  added_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, slug),
  foreign key (region_id, hosted_by) references organisation (region_id, id),
  check ((issuer is null) = (client_id is null)),
  check ((kind = 'municipality') = (municipality is not null))
);
create unique index organisation_municipality on organisation (region_id, municipality) where kind = 'municipality';
call protect('organisation', see => 'true', adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as the organisation takes part');
grant select, insert, update on organisation to {{app}};

create table walk_in_point (
  region_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  municipality text not null references municipality (name),
  name text not null,
  address text not null,
  postcode text not null check (postcode ~ '^[1-9][0-9]{3} ?[A-Z]{2}$'),
  place text not null,
  latitude double precision not null,
  longitude double precision not null,
  hours jsonb not null,
  added_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
call protect('walk_in_point', see => 'true', adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as the walk-in point is open');
grant select, insert, update on walk_in_point to {{app}};

create table staff (
  region_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  walk_in_point_id uuid,
  name text not null,
  email text not null,
  subject text, -- who this is at the organisation's own issuer; filled at the first sign-in when it was not known
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['guide', 'coordinator', 'employer-adviser', 'career-adviser', 'learning-adviser', 'scheme-specialist', 'manager', 'partner-contact', 'administrator', 'privacy-officer']),
  added_at timestamptz not null,
  left_at timestamptz,
  primary key (region_id, id),
  unique (region_id, organisation_id, email),
  unique (region_id, organisation_id, subject),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, walk_in_point_id) references walk_in_point (region_id, id)
);
-- Colleagues' names are for colleagues and, on an answer, for the asker.
call protect('staff', see => $$app_kind() <> 'public'$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '5 years', counted_from => 'left_at', reason => 'as long as somebody may ask who looked');
grant select, insert, update, delete on staff to {{app}};

create table session (
  region_id int not null,
  token_hash text not null,
  previous_hash text,
  staff_id uuid not null,
  began_at timestamptz not null,
  rotated_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (region_id, token_hash),
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
create index session_previous on session (region_id, previous_hash);
call protect('session', see => $$app_kind() = 'task' or staff_id = app_staff()$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task' or staff_id = app_staff()$$,
  keep => '30 days', counted_from => 'ends_at', reason => 'a session ends the same day; it is kept a month to look into misuse');
grant select, insert, update, delete on session to {{app}};

-- Who holds this session, asked before there is an actor. Answers nothing for a session that ended or was revoked, or for somebody who left.
-- A token that was just replaced counts for another minute, for requests that were under way.
create function session_holder(region int, hash text, moment timestamptz)
returns table (id uuid, name text, organisation uuid, organisation_kind text, walk_in_point uuid, roles text[], rotated_at timestamptz)
language sql stable security definer set search_path = public as $$
  select staff.id, staff.name, staff.organisation_id, organisation.kind, staff.walk_in_point_id, staff.roles, session.rotated_at
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
