-- What is grave asks who just proved who they are, and a resident sees where they are signed in.
alter table session add proved_at timestamptz;
comment on column session.proved_at is 'When its holder last proved who they are, as their provider says (auth_time); null where it does not. A session that begins without a new proof is no proof.';

alter table pass add id uuid, add browser text;
update pass set id = gen_random_uuid();
alter table pass alter id set not null, add unique (region_id, id);
comment on column pass.id is 'Its own id, by which its holder ends it; it opens nothing.';
comment on column pass.browser is 'In which browser, in a few words as ''Firefox, Windows''; null where that was not said. Never the browser''s whole name, which can tell people apart.';

drop function session_holder;
create function session_holder(region int, hash text, moment timestamptz)
returns table (id uuid, name text, organisation uuid, organisation_kind text, walk_in_point uuid, roles text[], proved_at timestamptz, rotated_at timestamptz, used_at timestamptz, granted uuid[], stands_in_for uuid[])
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
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
grant execute on function session_holder to {{app}};
comment on function session_holder is 'Who holds this session, asked before there is an actor. Nothing for a session that ended, was revoked or was not used for as long as its organisation allows, or for somebody who left.';
