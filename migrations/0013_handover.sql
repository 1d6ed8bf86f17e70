-- The warm handover: the person's yes, what the partner sees and when, the conversation, the outcome; and the partner without a sign-in of its own.

-- The organisation whose handovers the actor may see: a member of staff's own, or that of a guest who came in by a code.
create function app_partner() returns uuid language sql stable as $$ select coalesce(nullif(current_setting('app.organisation', true), ''), nullif(current_setting('app.partner', true), ''))::uuid $$;
create function app_guest() returns uuid language sql stable as $$ select nullif(current_setting('app.guest', true), '')::uuid $$;

-- An answer under way has a due moment of its own; the question's is that.
alter table question
  add step_due_at timestamptz,
  add handed_at timestamptz; -- when it was first proposed to hand it over; stays, so that a page knows there is something to show
alter table question add constraint under_way_has_due check ((state in ('appointment', 'handover')) = (step_due_at is not null));

-- An employer who must let people go has one question; each of the people has one of their own, which says to whose case it belongs.
alter table question add group_id uuid;
alter table question add foreign key (region_id, group_id) references question (region_id, id);
create index question_group on question (region_id, group_id) where group_id is not null;

-- A conversation: proposed times, the one that was chosen, and how often its invitation was sent.
create table meeting (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  organisation_id uuid not null, -- with whom
  state text not null check (state in ('proposed', 'planned', 'held', 'missed', 'cancelled')),
  manner text not null check (manner in ('place', 'phone', 'video')),
  place text check (length(place) between 1 and 300),
  minutes int not null check (minutes between 10 and 240),
  times timestamptz[] not null check (cardinality(times) between 1 and 3),
  starts_at timestamptz,
  guide_id uuid, -- the handing guide, when they come too
  host_email text check (length(host_email) <= 254), -- where the partner's invitation goes
  sequence int not null default 0,
  made_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, guide_id) references staff (region_id, id),
  constraint planned_has_moment check (state not in ('planned', 'held', 'missed') or starts_at is not null)
);
create index meeting_question on meeting (region_id, question_id);
call protect('meeting',
  see => $$app_kind() = 'task' or organisation_id = app_partner() or exists (select 1 from question q where q.region_id = meeting.region_id and q.id = meeting.question_id offset 0)$$,
  adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'made_at', reason => 'goes with its question');
grant select, insert, update, delete on meeting to {{app}};

-- Who answers for a partner without a sign-in: who they say to be, after a code that was mailed to the organisation.
create table guest (
  region_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  role text not null check (length(role) between 1 and 120),
  came_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
call protect('guest',
  see => $$app_kind() in ('task', 'staff', 'link') or organisation_id = app_partner()$$, adds => $$app_kind() = 'task'$$, changes => 'false',
  keep => '5 years', counted_from => 'came_at', reason => 'a person may ask who looked');
grant select, insert, delete on guest to {{app}};

create table handover (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  reference text not null, -- the question's number, for on the phone
  from_id uuid not null,
  to_id uuid not null,
  staff_id uuid not null, -- who proposed it
  purpose text not null check (purpose in ('handover', 'plan')), -- to take it over, or to work on it together with others by one plan
  why text not null check (length(why) between 1 and 2000),
  hope text check (length(hope) between 1 and 1000),
  shares jsonb not null, -- {item: 'offer' | 'accept'}: from when the partner sees it
  state text not null check (state in ('proposed', 'agreed', 'offered', 'accepted', 'planned', 'met', 'reported', 'closed', 'refused', 'declined', 'withdrawn', 'not-needed', 'redirected')),
  stuck text check (stuck in ('silent', 'declined-thrice', 'missed-twice', 'partner-ended', 'no-ground')),
  waits_for text check (waits_for in ('person', 'handing', 'partner', 'coordinator')),
  due_at timestamptz,
  shown text not null default 'none' check (shown in ('none', 'offer', 'accept')),
  ground text check (ground in ('public-task', 'legal-obligation', 'consent', 'contract')),
  agreement text,
  proposed_at timestamptz not null,
  agreed_at timestamptz,
  agreed_how text check (agreed_how in ('page', 'phone', 'walk-in', 'letter')),
  agreed_with uuid, -- the member of staff to whom it was said
  offered_at timestamptz,
  decided_at timestamptz,
  partner_staff_id uuid,
  partner_guest_id uuid,
  meeting_id uuid,
  missed smallint not null default 0,
  met_at timestamptz,
  outcome text check (outcome in ('started', 'helped', 'does-not-fit')),
  outcome_text text check (length(outcome_text) between 1 and 2000),
  reported_at timestamptz,
  declined text check (declined in ('not-for-us', 'other-area', 'no-room', 'first-something-else', 'known-elsewhere', 'other')),
  declined_text text check (length(declined_text) between 1 and 2000),
  next_id uuid, -- where it should go instead
  late boolean not null default false, -- a step of it was not done by its due moment
  ended_at timestamptz,
  partner_until timestamptz,

  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, from_id) references organisation (region_id, id),
  foreign key (region_id, to_id) references organisation (region_id, id),
  foreign key (region_id, next_id) references organisation (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id),
  foreign key (region_id, agreed_with) references staff (region_id, id),
  foreign key (region_id, partner_staff_id) references staff (region_id, id),
  foreign key (region_id, partner_guest_id) references guest (region_id, id) on delete set null (partner_guest_id),
  foreign key (region_id, meeting_id) references meeting (region_id, id),

  constraint not_to_itself check (from_id <> to_id),
  constraint running_has_due check ((ended_at is null) = (due_at is not null) and (ended_at is null) = (waits_for is not null)),
  constraint stuck_waits_for_coordinator check ((stuck is not null and ended_at is null) = (waits_for is not distinct from 'coordinator')),
  -- Promise 2: whoever declines, or finds that it does not fit, says why and where it should go.
  constraint declined_has_next check (state <> 'declined' or (declined is not null and next_id is not null)),
  constraint misfit_has_next check (outcome is distinct from 'does-not-fit' or next_id is not null),
  -- Promise 3: nothing is offered without the yes; it is complete only when they have met, and its outcome is known.
  constraint offered_after_yes check (offered_at is null or (agreed_at is not null and agreed_at <= offered_at and agreed_how is not null)),
  constraint yes_was_said_to_somebody check (agreed_how is null or agreed_how = 'page' or agreed_with is not null),
  constraint on_its_way_was_offered check (state not in ('offered', 'accepted', 'planned', 'met', 'reported', 'closed', 'declined') or offered_at is not null),
  constraint met_before_outcome check (state not in ('met', 'reported', 'closed') or met_at is not null),
  constraint reported_has_outcome check (state not in ('reported', 'closed') or outcome is not null),
  -- Promise 4: a partner sees nothing before the yes and a ground.
  constraint shown_after_yes check (shown = 'none' or (offered_at is not null and ground is not null and agreement is not null)),
  constraint all_after_acceptance check (shown <> 'accept' or decided_at is not null)
);
create index handover_question on handover (region_id, question_id, id);
-- One at a time: who is to accept it must be one. In a plan each partner takes part once.
create unique index handover_running on handover (region_id, question_id) where purpose = 'handover' and ended_at is null and (state <> 'reported' or stuck is not null);
create unique index handover_in_plan on handover (region_id, question_id, to_id) where purpose = 'plan' and ended_at is null;
create index handover_to on handover (region_id, to_id, due_at) where ended_at is null;
create index handover_from on handover (region_id, from_id, due_at) where ended_at is null;
create index handover_stuck on handover (region_id, due_at) where stuck is not null and ended_at is null;
create index handover_ended on handover (region_id, ended_at) where ended_at is not null;
create index handover_until on handover (region_id, partner_until) where shown <> 'none' and partner_until is not null;
-- Who sees a handover: who sees its question, and the partner for as long as something is shown to it. The program changes it, for whoever may.
call protect('handover',
  see => $$app_kind() = 'task' or (to_id = app_partner() and shown <> 'none') or from_id = app_organisation()
    or exists (select 1 from question q where q.region_id = handover.region_id and q.id = handover.question_id offset 0)$$,
  adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'ended_at', reason => 'goes with its question; what the partner sees of it ends four weeks after its end');
grant select, insert, update, delete on handover to {{app}};

-- One plan for a person with whom several partners work: its goal, and the person's yes to it as it stands.
create table plan (
  region_id int not null,
  question_id uuid not null,
  goal text not null check (length(goal) between 1 and 300),
  agreed_at timestamptz,
  agreed_how text check (agreed_how in ('page', 'phone', 'walk-in', 'letter')),
  agreed_with uuid,
  changed_at timestamptz not null,
  primary key (region_id, question_id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade,
  foreign key (region_id, agreed_with) references staff (region_id, id),
  check ((agreed_at is null) = (agreed_how is null)),
  check (agreed_how is null or agreed_how = 'page' or agreed_with is not null)
);
create table plan_step (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  what text not null check (length(what) between 1 and 300),
  organisation_id uuid, -- nobody: the person
  due_on date not null,
  done_at timestamptz,
  done_note text check (length(done_note) between 1 and 1000),
  primary key (region_id, id),
  foreign key (region_id, question_id) references plan (region_id, question_id) on delete cascade,
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
create index plan_step_question on plan_step (region_id, question_id, due_on);
-- Who sees the question sees its plan; so does each partner that takes part in it.
create function in_plan(question uuid) returns boolean language sql stable as $$
  select exists (select 1 from handover h where h.region_id = app_region() and h.question_id = question and h.purpose = 'plan' and h.to_id = app_partner() and h.shown = 'accept')
$$;
call protect('plan',
  see => $$app_kind() = 'task' or exists (select 1 from question q where q.region_id = plan.region_id and q.id = plan.question_id offset 0) or in_plan(question_id)$$,
  adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'changed_at', reason => 'goes with its question');
call protect('plan_step',
  see => $$app_kind() = 'task' or exists (select 1 from question q where q.region_id = plan_step.region_id and q.id = plan_step.question_id offset 0) or in_plan(question_id)$$,
  adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '2 years', counted_from => 'done_at', reason => 'goes with its question');
grant select, insert, update, delete on plan, plan_step to {{app}};

-- How many handovers wait for the actor's organisation, and for the coordinator who looks. Every page of the workplace asks it, so it is planned once a connection
-- and passes the policies by: it answers a count of what they would let through.
create function handovers_waiting(coordinates boolean) returns int
language plpgsql stable security definer set search_path = public as $$
begin
  return (
    select count(*) from handover h
    where h.region_id = app_region() and h.ended_at is null
      and ((h.to_id = app_partner() and h.shown <> 'none' and h.waits_for = 'partner')
        or (h.from_id = app_organisation() and h.waits_for = 'handing')
        or (coordinates and app_sight() = 'region' and h.waits_for = 'coordinator'))
  );
end $$;
revoke all on function handovers_waiting from public;
grant execute on function handovers_waiting to {{app}};

-- What the partner sees of the person and the question at this moment, and nothing else: the items of the set that is shown now, as they stand now.
create function handover_shown(wanted uuid) returns table (item text, value text)
language sql stable security definer set search_path = public as $$
  select s.item, case
    when s.item = 'name' then p.name
    when s.item = 'email' then p.email
    when s.item = 'phone' then p.phone
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
revoke all on function handover_shown from public;
grant execute on function handover_shown to {{app}};

create function handover_file(wanted uuid, file uuid) returns table (name text, type text, content bytea)
language sql stable security definer set search_path = public as $$
  select a.name, a.type, a.content
  from handover h join attachment a on a.region_id = h.region_id and a.question_id = h.question_id
  where h.region_id = app_region() and h.id = wanted and h.to_id = app_partner() and a.id = file
    and (h.shown = 'accept' or h.shown = 'offer' and h.shares ->> ('file.' || file) = 'offer') and h.shares ? ('file.' || file)
$$;
revoke all on function handover_file from public;
grant execute on function handover_file to {{app}};

-- Whom a handover is about, for the look at it: an id, for the partner to whom it is shown.
create function handover_person(wanted uuid) returns uuid
language sql stable security definer set search_path = public as $$
  select q.person_id from handover h join question q on q.region_id = h.region_id and q.id = h.question_id
  where h.region_id = app_region() and h.id = wanted and h.to_id = app_partner() and h.shown <> 'none'
$$;
revoke all on function handover_person from public;
grant execute on function handover_person to {{app}};

-- The proof that a question was answered by a handover: the one that was met and of which the outcome is known.
alter table answer add handover_id uuid;
alter table answer add foreign key (region_id, handover_id) references handover (region_id, id);
alter table answer add constraint handover_has_proof check (kind <> 'handover' or handover_id is not null);

-- A guest looks too, and does things.
alter table event drop constraint event_actor_kind_check;
alter table event add constraint event_actor_kind_check check (actor_kind in ('public', 'link', 'staff', 'task', 'guest'));
alter table look alter staff_id drop not null;
alter table look add guest_id uuid;
alter table look add constraint look_by_one check ((staff_id is null) <> (guest_id is null));
drop policy adds on look;
create policy adds on look for insert with check (
  (app_kind() = 'staff' and staff_id = app_staff() and organisation_id = app_organisation()) or (app_kind() = 'guest' and guest_id = app_guest() and organisation_id = app_partner()));

-- What happened to handovers, for figures per partner.
create index event_handover on event (region_id, at) where kind like 'question.handover-%';

-- A notice can be about something of a later room: its id.
alter table notice add about_id uuid;

-- Codes by mail, each for once: six digits that are made from the id and the installation's secret, so that nothing secret is kept.
create table mail_code (
  region_id int not null,
  id uuid not null,
  kind text not null check (kind in ('partner')),
  about text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  tries smallint not null default 0,
  used_at timestamptz,
  primary key (region_id, id)
);
create index mail_code_about on mail_code (region_id, kind, about, made_at desc);
call protect('mail_code', see => $$app_kind() = 'task'$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '7 days', counted_from => 'made_at', reason => 'a code lasts ten minutes; it is kept a week to look into misuse');
grant select, insert, update, delete on mail_code to {{app}};

-- What a browser holds after a code was right, for a while: only the token's hash.
create table pass (
  region_id int not null,
  token_hash text not null,
  kind text not null check (kind in ('partner')),
  subject_id uuid not null,
  began_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (region_id, token_hash)
);
call protect('pass', see => $$app_kind() = 'task'$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '30 days', counted_from => 'ends_at', reason => 'a pass ends the same day; it is kept a month to look into misuse');
grant select, insert, update, delete on pass to {{app}};

-- The link to a partner's handovers can be revoked, as every secret link. The last day that an organisation takes part.
alter table organisation
  add link_version int not null default 1 check (link_version between 1 and 65535),
  add ends_on date;
