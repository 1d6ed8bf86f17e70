-- One history per person, and the two ends beside an answer that a guide may propose: merged into another of the same asker, or dismissed.

alter table question drop constraint question_state_check;
alter table question add constraint question_state_check
  check (state in ('received', 'taken', 'clarifying', 'waiting', 'appointment', 'handover', 'reopened', 'set-aside', 'answered', 'withdrawn', 'merged', 'dismissed'));
alter table question drop constraint open_has_due_moment;
alter table question drop constraint closed_has_moment;
alter table question add constraint open_has_due_moment check ((state in ('answered', 'withdrawn', 'merged', 'dismissed')) = (due_at is null));
alter table question add constraint closed_has_moment check ((state in ('answered', 'withdrawn', 'merged', 'dismissed')) = (closed_at is not null));

-- Who was taken to have asked it, before a guide found that it was somebody known: by this it can be undone.
alter table question add asked_by uuid;
alter table question add foreign key (region_id, asked_by) references person (region_id, id);
alter table question add merged_into uuid;
alter table question add foreign key (region_id, merged_into) references question (region_id, id);
alter table question add constraint merged_has_target check ((state = 'merged') = (merged_into is not null));
alter table question add dismissal text check (dismissal in ('spam', 'abuse'));
alter table question add constraint dismissed_has_reason check ((state in ('set-aside', 'dismissed')) = (dismissal is not null));
create index question_asked_by on question (region_id, asked_by) where asked_by is not null;
create index question_merged on question (region_id, merged_into) where merged_into is not null;
create index question_aside on question (region_id, due_at) where state = 'set-aside';

-- Words of questions and of what was said on them. The region stands among the words, as none that a text can hold, so that an index over all regions is asked within one.
alter table question add words tsvector generated always as (to_tsvector('dutch'::regconfig, coalesce(sharpened, '') || ' ' || text) || array_to_tsvector(array['region:' || region_id])) stored;
alter table message add words tsvector generated always as (to_tsvector('dutch'::regconfig, text) || array_to_tsvector(array['region:' || region_id])) stored;
create index question_words on question using gin (words);
create index message_words on message using gin (words);

-- Text search is not leakproof, so under policies its index goes unused: this asks as the owner, within the actor's region and sight, and answers ids on which the policies then decide.
create function questions_with_words(sought text, most int) returns setof uuid
language sql stable security definer set search_path = public as $$
  with wanted as (select quote_literal('region:' || app_region())::tsquery && websearch_to_tsquery('dutch', sought) as q where numnode(websearch_to_tsquery('dutch', sought)) > 0),
  found as (
    (select question.id from question, wanted where region_id = app_region() and words @@ q
      and (app_sight() = 'region' or organisation_id = app_organisation()) limit 1000)
    union
    (select question.id from message, wanted, question where message.region_id = app_region() and message.words @@ q
      and question.region_id = message.region_id and question.id = message.question_id
      and (app_sight() = 'region' or question.organisation_id = app_organisation()) limit 1000)
  )
  select id from found order by id desc limit most
$$;
revoke all on function questions_with_words from public;
grant execute on function questions_with_words to {{app}};

-- Across organisations a search by exact number or contact tells that something is known, and with whom. To open it is asked of them.
create table access_request (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  owner_id uuid not null, -- the organisation that has the question
  staff_id uuid not null,
  organisation_id uuid not null,
  why text not null check (length(why) between 1 and 1000),
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  granted_until timestamptz,
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, owner_id) references organisation (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),
  check ((decided_at is null) = (decided_by is null)),
  check (granted_until is null or decided_at is not null)
);
create index access_request_staff on access_request (region_id, staff_id, granted_until);
create index access_request_open on access_request (region_id, owner_id) where decided_at is null;
call protect('access_request',
  see => $$app_kind() = 'task' or app_sight() = 'region' or staff_id = app_staff() or owner_id = app_organisation()$$,
  adds => $$app_kind() = 'staff' and staff_id = app_staff() and organisation_id = app_organisation()$$,
  changes => $$app_sight() = 'region' or owner_id = app_organisation()$$,
  keep => '5 years', counted_from => 'asked_at', reason => 'a person may ask who looked, and on whose word');
grant select, insert, update, delete on access_request to {{app}};

-- What was granted to somebody, as ids in the setting of their transaction.
create function app_granted() returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting('app.granted', true), '')::uuid[], '{}') $$;
drop policy sees on question;
create policy sees on question for select using (
  app_sight() = 'region' or (app_sight() = 'organisation' and (organisation_id = app_organisation() or id = any(app_granted()))) or (app_sight() = 'subject' and id = app_subject()));

drop function known_elsewhere;
-- Which questions this exact number, address or phone number finds in the region, whoever owns them: their ids and organisations, for a request, and nothing else.
create function known_elsewhere(wanted_number text, wanted_email text, wanted_phone text) returns table (question_id uuid, organisation_id uuid)
language sql stable security definer set search_path = public as $$
  select id, organisation_id from question where region_id = app_region() and number = wanted_number
  union
  select q.id, q.organisation_id from person p join question q on q.region_id = p.region_id and q.person_id = p.id
    where p.region_id = app_region() and (p.email = wanted_email or p.phone = wanted_phone)
$$;
revoke all on function known_elsewhere from public;
grant execute on function known_elsewhere to {{app}};

-- Of a numbered question, its asker and whoever has the same address or phone number: ids, on whose questions the policies then decide.
create function persons_like(wanted_number text) returns setof uuid
language sql stable security definer set search_path = public as $$
  select o.id
  from question q
  join person p on p.region_id = q.region_id and p.id = q.person_id,
  lateral (
    select p.id
    union all (select id from person where region_id = p.region_id and email = p.email order by id desc limit 20)
    union all (select id from person where region_id = p.region_id and phone = p.phone order by id desc limit 20)
  ) o
  where q.region_id = app_region() and q.number = wanted_number
$$;
revoke all on function persons_like from public;
grant execute on function persons_like to {{app}};
