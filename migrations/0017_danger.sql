-- Nobody in danger waits: what was read in somebody's words, by when somebody must have taken it, and whom to call.

-- How pressing: now (words that are certain, or a guide's judgement), or maybe (possible: read first). Of what stands in a table of its own, which fewer may read.
alter table question drop constraint question_urgent_check;

-- Of what somebody may be in danger, a row each. Gone with the mark, and so when the question closes.
create table danger (
  region_id int not null,
  question_id uuid not null,
  kind text not null check (kind in ('danger', 'suicide', 'violence', 'child', 'exploitation', 'voices', 'no-roof', 'no-food')),
  at timestamptz not null,
  primary key (region_id, question_id, kind),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
insert into danger (region_id, question_id, kind, at) select region_id, id, urgent, asked_at from question where urgent is not null;
update question set urgent = 'now' where urgent is not null;
alter table question add constraint question_urgent_check check (urgent in ('now', 'maybe'));

-- By when somebody must have taken it, as long as nobody has.
alter table question add urgent_due_at timestamptz;
alter table question add constraint taken_when_urgent check (urgent_due_at is null or urgent = 'now');
-- What was written is shown and mailed nowhere but on the desk: the one who does it may read along. Stays when the question closes, and says not why.
alter table question add discreet boolean not null default false;
create index question_urgent on question (region_id, urgent_due_at) where urgent_due_at is not null;

-- Whether the actor coordinates, and for whom they stand in today.
create function app_coordinates() returns boolean language sql stable as $$ select coalesce(nullif(current_setting('app.coordinates', true), ''), 'off') = 'on' $$;
create function app_covers() returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting('app.covers', true), '')::uuid[], '{}') $$;
-- Who handles the question reads it, who may take it while nobody has it, and the coordinators who see it.
call protect('danger',
  see => $$app_kind() = 'task' or (app_kind() = 'staff' and exists (select 1 from question q where q.region_id = danger.region_id and q.id = danger.question_id
    and (app_coordinates() or q.staff_id = app_staff() or q.staff_id = any(app_covers()) or (q.staff_id is null and q.organisation_id = app_organisation())) offset 0))$$,
  adds => 'true', changes => 'false',
  keep => '2 years', counted_from => 'at', reason => 'gone as soon as the mark is taken off or the question closes');
grant select, insert, delete on danger to {{app}};

create function forget_danger() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from danger where region_id = new.region_id and question_id = new.id;
  return new;
end $$;
create trigger danger_goes after update on question for each row when (new.urgent is null and old.urgent is not null) execute function forget_danger();

-- An event says that it was urgent and nothing more.
update event set kind = 'question.urgent-off' where kind = 'question.urgent' and detail->>'why' is null;
update event set detail = detail - 'why' where kind = 'question.urgent';

-- Whom to call in the whole country: the nation's own document says so, and every region reads it here.
create table national_help (
  only_row boolean primary key default true check (only_row),
  contacts jsonb not null,
  version int not null
);
insert into national_help (contacts, version) values ('[]', 0);
grant select on national_help to {{app}};
create function tell_national_help() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update national_help set contacts = new.urgent, version = version + 1 where contacts <> new.urgent;
  return new;
end $$;
create trigger national_help_told after insert or update on region_setup for each row when (new.region_id = 0) execute function tell_national_help();

-- What to do and say, as this region's coordinators keep it; where there is none the program's own words stand.
create table guidance (
  region_id int not null,
  kind text not null check (kind in ('danger', 'suicide', 'violence', 'child', 'exploitation', 'voices', 'no-roof', 'no-food')),
  text text not null check (length(text) between 1 and 4000),
  at timestamptz not null,
  staff_id uuid not null,
  primary key (region_id, kind),
  foreign key (region_id, staff_id) references staff (region_id, id)
);
call protect('guidance', see => $$app_kind() in ('staff', 'task')$$, adds => $$app_coordinates()$$, changes => $$app_coordinates()$$,
  keep => '100 years', counted_from => 'at', reason => 'as long as guides work by it; nobody who asked is in it');
drop policy removes on guidance;
create policy removes on guidance for delete using (app_coordinates() or app_kind() = 'task');
grant select, insert, update, delete on guidance to {{app}};
