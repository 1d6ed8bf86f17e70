-- A room is added without changing another: what stood in lists of the ground is said by the room that owns it.

-- How long a table's rows are kept: whether they go by their own age or with the row they belong to, and what goes also, whatever its age.
-- `also` is a condition on a row of the table, named `kept`; `{now}` stands for the moment of the run.
alter table retention add own_age boolean not null default true, add also text;
update retention set own_age = false where table_name in ('person', 'person_word', 'message', 'answer', 'attachment', 'staff', 'handover', 'meeting', 'plan', 'plan_step');
update retention set also = $$kept.erase_on <= ({now} at time zone 'Europe/Amsterdam')::date$$ where table_name = 'question';
update retention set also = $$not exists (select 1 from question q where q.region_id = kept.region_id and kept.id in (q.person_id, q.asked_by))$$ where table_name = 'person';

-- The same as before, and a table says here whether its rows go by their own age.
drop procedure protect(text, text, text, text, interval, text, text);
create procedure protect(tbl text, see text, adds text, changes text, keep interval, counted_from text, reason text, own_age boolean default true, also text default null)
language plpgsql as $$
begin
  execute format('alter table %I enable row level security', tbl);
  execute format('create policy region_wall on %I as restrictive for all using (region_id = app_region()) with check (region_id = app_region())', tbl);
  execute format('create policy sees on %I for select using (%s)', tbl, see);
  execute format('create policy adds on %I for insert with check (%s)', tbl, adds);
  execute format('create policy changes on %I for update using (%s)', tbl, changes);
  execute format('create policy removes on %I for delete using (app_kind() = ''task'')', tbl);
  insert into retention values (tbl, keep, counted_from, reason, own_age, also);
end $$;

-- Which activities there are, and who comes by a code, the rooms say.
alter table processing_log drop constraint processing_log_processing_activity_check;
alter table processing_activity drop constraint processing_activity_code_check;
alter table mail_code drop constraint mail_code_kind_check;
alter table pass drop constraint pass_kind_check;

-- What an event is about, and who reads it. Until now all events but those of questions were for who sees the region.
alter table event add subject_kind text not null default 'question', add readers text not null default 'thread' check (readers in ('thread', 'organisation', 'region', 'managers'));
update event set subject_kind = split_part(kind, '.', 1), readers = 'managers' where kind not like 'question.%';
alter table event alter subject_kind drop default, alter readers drop default;
alter policy sees on event using (
  app_sight() = 'region'
  or (readers = 'thread' and subject_kind = 'question' and exists (select 1 from question q where q.region_id = event.region_id and q.id = event.subject_id offset 0))
  or (readers = 'organisation' and organisation_id = app_organisation())
  or (readers = 'region' and app_kind() = 'staff'));
