-- How somebody wants to hear from us.
alter table person add column way text check (way in ('mail', 'phone', 'letter', 'counter'));
comment on column person.way is 'How they want to be reached; null while they have no preference, and after an erasure.';

-- It can go along with a handover.
create or replace function handover_shown(wanted uuid) returns table (item text, value text)
language sql stable security definer set search_path = public as $$
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
