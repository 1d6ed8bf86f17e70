-- Asked at every request of the workplace and with every question that is opened. A function in SQL is planned at every call; one in PL/pgSQL once a connection.
create or replace function session_holder(region int, hash text, moment timestamptz)
returns table (id uuid, name text, organisation uuid, organisation_kind text, walk_in_point uuid, roles text[], rotated_at timestamptz, granted uuid[], stands_in_for uuid[])
language plpgsql stable security definer set search_path = public as $$
#variable_conflict use_column
begin
  return query select staff.id, staff.name, staff.organisation_id, organisation.kind, staff.walk_in_point_id, staff.roles, session.rotated_at,
    array(select question_id from access_request a where a.region_id = region and a.staff_id = staff.id and a.granted_until > moment),
    array(select staff_id from absence a where a.region_id = region and a.stand_in_id = staff.id and (moment at time zone 'Europe/Amsterdam')::date between a.from_day and a.until_day)
  from session
  join staff on staff.region_id = session.region_id and staff.id = session.staff_id
  join organisation on organisation.region_id = staff.region_id and organisation.id = staff.organisation_id
  where session.region_id = region
    and (session.token_hash = hash or (session.previous_hash = hash and session.rotated_at > moment - interval '1 minute'))
    and session.revoked_at is null and session.ends_at > moment
    and (staff.left_at is null or staff.left_at > moment);
end $$;

create or replace function persons_like(wanted_number text) returns setof uuid
language plpgsql stable security definer set search_path = public as $$
begin
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
