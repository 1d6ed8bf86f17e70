-- A session ends when it is not used, and who holds it can see where it is.
alter table session add id uuid, add used_at timestamptz, add browser text;
update session set id = gen_random_uuid(), used_at = rotated_at;
alter table session alter id set not null, alter used_at set not null, add unique (region_id, id);
create index session_staff on session (region_id, staff_id);
comment on column session.id is 'Its own id, by which its holder ends it; it opens nothing.';
comment on column session.used_at is 'When its holder last did something by it, to the minute; what a page does by itself is no use.';
comment on column session.browser is 'In which browser, in a few words as ''Firefox, Windows''; null where that was not said. Never the browser''s whole name, which can tell people apart.';

alter table pass add used_at timestamptz;
update pass set used_at = began_at;
alter table pass alter used_at set not null;
comment on column pass.used_at is 'When its holder last did something by it, to the minute; after half an hour without it counts no more.';

-- How long an organisation lets its own people stay signed in.
alter table organisation add idle_minutes smallint check (idle_minutes between 5 and 480), add session_hours smallint check (session_hours between 1 and 12);
comment on column organisation.idle_minutes is 'After how many minutes without use its people sign in again; null for sixty.';
comment on column organisation.session_hours is 'After how many hours its people sign in again in any case; null for ten.';

-- The one place that says which sessions count.
create function session_counts(began timestamptz, used timestamptz, ends timestamptz, revoked timestamptz, idle smallint, hours smallint, moment timestamptz) returns boolean
language sql stable as $$
  select revoked is null and ends > moment
    and used > moment - make_interval(mins => coalesce(idle, 60))
    and (hours is null or began > moment - make_interval(hours => hours))
$$;
comment on function session_counts is 'Whether a session counts now: not ended, and used as lately and begun as lately as the organisation of its holder allows.';

create function open_sessions(holder uuid, moment timestamptz)
returns table (id uuid, began_at timestamptz, used_at timestamptz, browser text, token_hash text, previous_hash text)
language sql stable as $$
  select s.id, s.began_at, s.used_at, s.browser, s.token_hash, s.previous_hash
  from session s
  join staff on staff.region_id = s.region_id and staff.id = s.staff_id
  join organisation o on o.region_id = staff.region_id and o.id = staff.organisation_id
  where s.region_id = app_region() and s.staff_id = holder and session_counts(s.began_at, s.used_at, s.ends_at, s.revoked_at, o.idle_minutes, o.session_hours, moment)
  order by s.used_at desc, s.id
$$;
revoke all on function session_counts, open_sessions from public;
grant execute on function session_counts, open_sessions to {{app}};
comment on function open_sessions is 'The sessions of somebody that count now, as far as the actor sees them.';

drop function session_holder;
create function session_holder(region int, hash text, moment timestamptz)
returns table (id uuid, name text, organisation uuid, organisation_kind text, walk_in_point uuid, roles text[], began_at timestamptz, rotated_at timestamptz, used_at timestamptz, granted uuid[], stands_in_for uuid[])
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
  return query select staff.id, staff.name, staff.organisation_id, organisation.kind, staff.walk_in_point_id, staff.roles, session.began_at, session.rotated_at, session.used_at,
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
grant execute on function session_holder to {{app}};
comment on function session_holder is 'Who holds this session, asked before there is an actor. Nothing for a session that ended, was revoked or was not used for as long as its organisation allows, or for somebody who left.';
