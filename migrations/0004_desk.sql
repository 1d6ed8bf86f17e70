-- The desk: a question comes in and gets one of three answers.

create table question (
  region_id int not null,
  id uuid not null,
  number text not null,
  asked_at timestamptz not null,
  channel text not null check (channel in ('web', 'phone', 'walk-in', 'e-mail', 'chat', 'letter', 'partner')),
  asker_group text not null check (asker_group in ('job-seeker', 'worker', 'self-employed', 'pupil', 'student', 'employer')),
  language text not null check (language in ('nl', 'en')),
  text text not null check (length(text) between 1 and 5000),
  sharpened text check (length(sharpened) between 1 and 300),
  topic text,
  facts jsonb not null default '{}',
  municipality text references municipality (name),
  postcode text check (postcode ~ '^[1-9][0-9]{3}( [A-Z]{2})?$'),
  person_id uuid not null,

  -- Promise 1: from the moment it exists a question has an owner and a moment by which the next step is due.
  organisation_id uuid not null,
  walk_in_point_id uuid,
  staff_id uuid,
  state text not null check (state in ('received', 'taken', 'clarifying', 'waiting', 'appointment', 'handover', 'reopened', 'answered', 'withdrawn')),
  due_at timestamptz,
  first_due_at timestamptz not null,
  first_response_at timestamptz,
  answer_due_at timestamptz not null,
  waiting_since timestamptz,
  escalation smallint not null default 0 check (escalation between 0 and 3),
  answer_id uuid,
  closed_at timestamptz,
  link_version int not null default 1 check (link_version between 1 and 65535),
  submission_key text,

  primary key (region_id, id),
  unique (region_id, number),
  foreign key (region_id, person_id) references person (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, walk_in_point_id) references walk_in_point (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),

  constraint open_has_due_moment check ((state in ('answered', 'withdrawn')) = (due_at is null)),
  constraint closed_has_moment check ((state in ('answered', 'withdrawn')) = (closed_at is not null)),
  constraint answered_has_proof check (state <> 'answered' or answer_id is not null),
  constraint in_hand_has_person check (state not in ('taken', 'clarifying', 'waiting') or staff_id is not null),
  constraint received_has_nobody check (state <> 'received' or staff_id is null),
  constraint waiting_has_start check ((state = 'waiting') = (waiting_since is not null))
);
-- Lists show open questions by what is due; closed ones by what was closed last.
create index question_open on question (region_id, organisation_id, due_at) where closed_at is null;
create index question_open_region on question (region_id, due_at) where closed_at is null;
create index question_closed on question (region_id, organisation_id, closed_at desc) where closed_at is not null;
create index question_person on question (region_id, person_id);
-- Empty as long as the promise is kept; then looking for a breach costs nothing.
create index question_unproved on question (region_id) where state = 'answered' and answer_id is null;
create index question_staff on question (region_id, staff_id) where closed_at is null;

-- Who sees a question: the staff of the organisation that owns it, the coordinators and manager of the region, the holder of its link.
call protect('question',
  see => $$app_sight() = 'region' or (app_sight() = 'organisation' and organisation_id = app_organisation()) or (app_sight() = 'subject' and id = app_subject())$$,
  adds => 'true',
  changes => $$app_sight() = 'region' or (app_sight() = 'organisation' and organisation_id = app_organisation()) or (app_sight() = 'subject' and id = app_subject())$$,
  keep => '2 years', counted_from => 'closed_at', reason => 'the asker may come back to it; after that only figures stay');
grant select, insert, update, delete on question to {{app}};

-- `offset 0` keeps the planner from reading all questions that the actor sees into a hash before it shows one message: each row asks for its own.

-- What was written or said. A note is for colleagues only; everything else the asker reads.
create table message (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('addition', 'message', 'conversation', 'note', 'answer')),
  staff_id uuid,
  text text not null check (length(text) between 1 and 10000),
  primary key (region_id, id),
  unique (region_id, question_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id),
  check ((kind = 'addition') = (staff_id is null))
);
call protect('message',
  see => $$(kind <> 'note' or app_sight() <> 'subject') and exists (select 1 from question q where q.region_id = message.region_id and q.id = message.question_id offset 0)$$,
  adds => 'true', changes => 'false',
  keep => '2 years', counted_from => 'at', reason => 'goes with its question');
grant select, insert, delete on message to {{app}};

-- The proof that a question was answered. A direct answer is a message; a later kind brings its own proof.
create table answer (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  kind text not null check (kind in ('direct', 'appointment', 'handover')),
  given_at timestamptz not null,
  staff_id uuid not null,
  message_id uuid,
  within_norm boolean not null,
  primary key (region_id, id),
  unique (region_id, question_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, question_id, message_id) references message (region_id, question_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),
  constraint direct_has_text check (kind <> 'direct' or message_id is not null)
);
alter table question add foreign key (region_id, id, answer_id) references answer (region_id, question_id, id);
call protect('answer',
  see => $$exists (select 1 from question q where q.region_id = answer.region_id and q.id = answer.question_id offset 0)$$,
  adds => $$app_kind() in ('staff', 'task')$$, changes => 'false',
  keep => '2 years', counted_from => 'given_at', reason => 'goes with its question');
grant select, insert, delete on answer to {{app}};

-- Who sees a question sees its asker, its events and the words of the asker's name.
call protect('person',
  see => $$app_kind() = 'task' or exists (select 1 from question q where q.region_id = person.region_id and q.person_id = person.id offset 0)$$,
  adds => 'true',
  changes => $$exists (select 1 from question q where q.region_id = person.region_id and q.person_id = person.id offset 0)$$,
  keep => '2 years', counted_from => 'added_at', reason => 'as long as a question of theirs is kept');
grant select, insert, update, delete on person to {{app}};
call protect('person_word',
  see => $$app_kind() = 'task' or exists (select 1 from person p where p.region_id = person_word.region_id and p.id = person_word.person_id offset 0)$$,
  adds => 'true', changes => 'false',
  keep => '2 years', counted_from => 'none', reason => 'goes with its person');
-- The words follow the name, so who may change the person may remove them.
drop policy removes on person_word;
create policy removes on person_word for delete using (app_kind() = 'task' or exists (select 1 from person p where p.region_id = person_word.region_id and p.id = person_word.person_id offset 0));
grant select, insert, delete on person_word to {{app}};
call protect('event',
  see => $$app_sight() = 'region' or exists (select 1 from question q where q.region_id = event.region_id and q.id = event.subject_id offset 0)$$,
  adds => 'true', changes => 'false',
  keep => '100 years', counted_from => 'at', reason => 'ids and codes of what happened, for figures; nothing about a person is in it');
grant select, insert on event to {{app}};

-- Whether this exact number, address or phone number is known in the region, whoever owns it: yes or no and nothing else.
create function known_elsewhere(wanted_number text, wanted_email text, wanted_phone text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from question where region_id = app_region() and number = wanted_number)
    or exists (select 1 from person where region_id = app_region() and email = wanted_email)
    or exists (select 1 from person where region_id = app_region() and phone = wanted_phone)
$$;
revoke all on function known_elsewhere from public;
grant execute on function known_elsewhere to {{app}};

-- What is counted over history, a row a day: kinds of event, and whether the norm was kept. Made from `event` when the day is over.
create table daily_total (
  region_id int not null,
  day date not null,
  kind text not null,
  within_norm boolean not null,
  count int not null,
  primary key (region_id, day, kind, within_norm)
);
call protect('daily_total', see => $$app_sight() = 'region'$$, adds => $$app_kind() = 'task'$$, changes => 'false',
  keep => '100 years', counted_from => 'day', reason => 'figures without persons');
grant select, insert, delete on daily_total to {{app}};
