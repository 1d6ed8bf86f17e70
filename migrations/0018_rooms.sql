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

-- By what questions are counted, as codes: a row for each time one was asked, clarified, answered or closed otherwise. It points to its question while that is kept; once that is erased nothing in it
-- leads anywhere: no moment but the day, no id that was made of one, nobody who asked or did it.
create table question_code (
  region_id int not null,
  id uuid not null,
  day date not null,
  kind text not null,
  question_id uuid,
  municipality text,
  organisation_id uuid not null,
  walk_in_point_id uuid,
  asker_group text not null,
  channel text not null,
  door_id uuid,
  topic text,
  age_band text check (age_band in ('under-27', '27-49', '50-and-older')),
  situation text check (situation in ('benefit', 'work', 'neither')),
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete set null (question_id)
);
create index question_code_day on question_code (region_id, day, kind);
create index question_code_question on question_code (region_id, question_id);
call protect('question_code', see => $$app_sight() = 'region' or organisation_id = app_organisation()$$, adds => 'true', changes => 'false',
  keep => '100 years', counted_from => 'day', reason => 'codes without persons, for figures');
grant select, insert on question_code to {{app}};

-- What is still kept is filled in once.
insert into question_code
select q.region_id, gen_random_uuid(), (e.at at time zone 'Europe/Amsterdam')::date, e.kind, q.id, q.municipality, q.organisation_id, q.walk_in_point_id, q.asker_group, q.channel, q.door_id, q.topic,
  case when q.facts->>'age' ~ '^\d{1,3}$' and (q.facts->>'age')::int <= 120 then
    case when (q.facts->>'age')::int < 27 then 'under-27' when (q.facts->>'age')::int < 50 then '27-49' else '50-and-older' end end,
  case when q.facts->>'situation' in ('ww', 'bijstand', 'ziektewet', 'wia', 'wajong') then 'benefit'
    when q.facts->>'situation' in ('werkend', 'ontslag-aangezegd', 'zelfstandig', 'werkgever') then 'work'
    when q.facts->>'situation' in ('geen-inkomen', 'school') then 'neither' end
from event e join question q on q.region_id = e.region_id and q.id = e.subject_id
where e.kind in ('question.asked', 'question.clarified', 'question.answered', 'question.withdrawn', 'question.merged', 'question.dismissed');
