-- Every channel and every door: where a question came in, what came with it, what is urgent, and whether an answer reached the asker.

-- A door is where people come in under a name they know: an organisation's own page, or the mail address of one that went before.
create table door (
  region_id int not null,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9-]{2,60}$'),
  name text not null,
  email text check (email = lower(email) and length(email) <= 254),
  organisation_id uuid,
  added_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, slug),
  unique (region_id, email),
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
call protect('door', see => 'true', adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as somebody may come in by it');
grant select, insert, update on door to {{app}};

-- Whom to call when somebody is in danger or without a roof: a list of {why, name, phone}.
alter table region_setup add urgent jsonb not null default '[]';

-- Who writes a mail does not say who they are to us; a guide finds out.
alter table question drop constraint question_asker_group_check;
alter table question add constraint question_asker_group_check check (asker_group in ('job-seeker', 'worker', 'self-employed', 'pupil', 'student', 'employer', 'unknown'));
alter table question add door_id uuid;
alter table question add foreign key (region_id, door_id) references door (region_id, id);
alter table question add urgent text check (urgent in ('danger', 'no-roof'));

-- An address that mail came back from, or that a mail only claimed to come from, gets no mail.
alter table person add email_trouble text check (email_trouble in ('bounced', 'doubtful'));

-- Promise 1: how an answer reached the asker. Mailed; told at the counter or by phone; left on their own page after three attempts on different days; there, because they gave nothing else.
alter table answer add reached text not null default 'page' check (reached in ('mail', 'told', 'left', 'page'));

-- What came with a mail: kept whole, given out only as a download.
create table attachment (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  message_id uuid,
  at timestamptz not null,
  name text not null check (length(name) between 1 and 200),
  type text not null,
  size int not null check (size between 1 and 10485760),
  content bytea not null,
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, question_id, message_id) references message (region_id, question_id, id)
);
create index attachment_question on attachment (region_id, question_id);
call protect('attachment',
  see => $$exists (select 1 from question q where q.region_id = attachment.region_id and q.id = attachment.question_id offset 0)$$,
  adds => 'true', changes => 'false',
  keep => '2 years', counted_from => 'at', reason => 'goes with its question');
grant select, insert, delete on attachment to {{app}};

-- How many files came with a question and what was said on it: most have none, and are not asked for any.
alter table question add files int not null default 0;

-- An organisation's program that brings people in, under its own door. Only the token's hash is kept.
create table api_client (
  region_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  token_hash text not null,
  added_at timestamptz not null,
  added_by uuid not null,
  revoked_at timestamptz,
  primary key (region_id, id),
  unique (region_id, token_hash),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, added_by) references staff (region_id, id)
);
call protect('api_client',
  see => $$app_kind() = 'task' or (app_kind() = 'staff' and organisation_id = app_organisation())$$,
  adds => $$app_kind() = 'staff' and organisation_id = app_organisation()$$,
  changes => $$app_kind() = 'staff' and organisation_id = app_organisation()$$,
  keep => '5 years', counted_from => 'revoked_at', reason => 'as long as somebody may ask what came in by it');
grant select, insert, update, delete on api_client to {{app}};

-- A mail of ours that came back, at once or later.
alter table mail add bounced_at timestamptz;
-- Somebody must be called: a mail to them came back.
alter table question add call boolean not null default false;

-- Who has a question open at this moment, and whether they are writing: so that two do not answer at once, and an asker sees who is there.
create table presence (
  region_id int not null,
  question_id uuid not null,
  who text not null, -- 'asker', or a member of staff's id
  seen_at timestamptz not null,
  writing_at timestamptz,
  primary key (region_id, question_id, who),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
call protect('presence',
  see => $$exists (select 1 from question q where q.region_id = presence.region_id and q.id = presence.question_id offset 0)$$,
  adds => $$who = coalesce(app_staff()::text, 'asker')$$, changes => $$who = coalesce(app_staff()::text, 'asker')$$,
  keep => '1 day', counted_from => 'seen_at', reason => 'says who is there now');
grant select, insert, update, delete on presence to {{app}};
