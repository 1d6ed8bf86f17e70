-- What a question of one's own is to who comes from outside: that of their link, of their file, or of this very transaction.
create function question_is_theirs(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(wanted = app_subject(), false) or wanted = any (app_granted()) or question_made_now(wanted)
$$;
comment on function question_is_theirs is 'Whether a question is that of the actor''s link, of their own file, or was made in this very transaction.';

-- A mail goes only where it has to go: who comes from outside has nothing mailed to an address of their choice.
create function mail_may_go(letter text, about uuid, address text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case
    when app_kind() in ('public', 'link', 'resident') and letter = 'question-received' then question_made_now(about) and exists (
      select 1 from question q join person p on p.region_id = q.region_id and p.id = q.person_id
      where q.region_id = app_region() and q.id = about and p.email = address)
    when app_kind() in ('link', 'resident') and letter in ('meeting-asker', 'meeting-host', 'meeting-guide') then exists (
      select 1 from meeting m
      join question q on q.region_id = m.region_id and q.id = m.question_id
      join person p on p.region_id = q.region_id and p.id = q.person_id
      left join staff s on s.region_id = m.region_id and s.id = m.guide_id
      where m.region_id = app_region() and m.id = about and question_is_theirs(q.id)
        and address = case letter when 'meeting-asker' then p.email when 'meeting-host' then m.host_email else s.email end)
    when app_kind() in ('link', 'resident') and letter = 'handover-partner' then exists (
      select 1 from handover h join organisation o on o.region_id = h.region_id and o.id = h.to_id
      where h.region_id = app_region() and h.to_id = about and question_is_theirs(h.question_id) and o.contact ->> 'email' = address)
    else false
  end
$$;
comment on function mail_may_go is 'Whether who comes from outside may bring about this mail: one of a few kinds, about what is theirs, to whom that belongs.';

revoke all on function question_is_theirs, mail_may_go from public;
grant execute on function question_is_theirs, mail_may_go to {{app}};

-- And nobody is told of anything but a question of theirs.
alter policy adds on mail with check (app_kind() = 'task' or (sent_at is null and bounced_at is null and (app_kind() = 'staff' or mail_may_go(kind, subject_id, recipient))));
alter policy adds on notice with check (app_kind() = 'task' or (seen_at is null and (app_kind() = 'staff' or question_is_theirs(question_id))));

-- What was handed in is known to who has its key, and to nobody else: no list of them.
create function app_handed() returns text[] language sql stable as $$ select string_to_array(coalesce(current_setting('app.handed', true), ''), ' ') $$;
comment on function app_handed is 'The hashed keys of what is handed in in this transaction; their rows are all that is seen of `submission`.';
alter policy sees on submission using (app_kind() = 'task' or key = any (app_handed()));
alter policy adds on submission with check (key = any (app_handed()));
alter policy changes on submission using (key = any (app_handed()));

-- Who asked what is found by staff and the program only.
create or replace function known_elsewhere(wanted_number text, wanted_email text, wanted_phone text) returns table (question_id uuid, organisation_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select id, organisation_id from question where app_kind() in ('staff', 'task') and region_id = app_region() and number = wanted_number
  union
  select q.id, q.organisation_id from person p join question q on q.region_id = p.region_id and q.person_id = p.id
    where app_kind() in ('staff', 'task') and p.region_id = app_region() and (p.email = wanted_email or p.phone = wanted_phone)
$$;
create or replace function persons_like(wanted_number text) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
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

-- How somebody is reached is changed by staff, and by the program for who showed that it is theirs.
alter policy changes on person using (app_kind() = 'task'
  or (app_kind() = 'staff' and exists (select 1 from question q where q.region_id = person.region_id and q.person_id = person.id offset 0)));

-- Of their own question who comes from outside changes where it stands, and nothing of whose it is, what it says or what opens it.
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
comment on function question_stays is 'Refuses what who comes from outside may not change of a question.';
create trigger question_stays before update on question for each row
  when (current_setting('app.kind', true) in ('public', 'link', 'resident', 'guest')) execute function question_stays();

-- Codes count by the address they go to, whatever they are for, and by who asks them.
alter table mail_code add mailed_to text, add stranger text;
comment on column mail_code.mailed_to is 'A keyed hash of the address it was mailed to: codes are counted by it, whatever they are for. Null where a guide tells it.';
comment on column mail_code.stranger is 'Who from outside asked it, by network, as in `mail`: a mark of that day that tells one from another and nothing else. Null where requests are not counted.';
create index mail_code_mailed_to on mail_code (region_id, mailed_to, made_at desc) where mailed_to is not null;
