-- What the policies ask of each row that is written was planned anew each time, which cost more than writing the row: in plpgsql it is planned once in a connection,
-- and of a choice only what is chosen. They promise what they did.
create or replace function person_made_now(wanted uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from person p where p.region_id = app_region() and p.id = wanted and p.xmin = pg_current_xact_id()::xid);
end $$;

create or replace function question_made_now(wanted uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select 1 from question q where q.region_id = app_region() and q.id = wanted and q.xmin = pg_current_xact_id()::xid);
end $$;

create or replace function question_is_theirs(wanted uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return coalesce(wanted = app_subject(), false) or wanted = any (app_granted()) or question_made_now(wanted);
end $$;

create or replace function mail_may_go(letter text, about uuid, address text) returns boolean language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
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
