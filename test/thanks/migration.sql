create table thanks (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  person_id uuid not null,
  text text not null check (length(text) between 1 and 500),
  at timestamptz not null,
  read_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
create unique index thanks_once on thanks (region_id, question_id);
call protect('thanks',
  see => $$app_kind() = 'task' or exists (select 1 from question q where q.region_id = thanks.region_id and q.id = thanks.question_id offset 0)$$,
  adds => $$app_kind() in ('link', 'task')$$, changes => $$app_kind() = 'task'$$,
  keep => '1 year', counted_from => 'at', reason => 'kind words, for as long as somebody remembers them');
grant select, insert, update, delete on thanks to {{app}};

comment on table thanks is 'What people say thanks with, after an answer.';
comment on column thanks.region_id is 'The labour-market region; 0 is the nation.';
comment on column thanks.id is 'Its own id (UUIDv7, so in the order of making).';
comment on column thanks.question_id is 'For the answer to which question: once.';
comment on column thanks.person_id is 'Who says it.';
comment on column thanks.text is 'What they say.';
comment on column thanks.at is 'When.';
comment on column thanks.read_at is 'When a guide read it, or by itself after a while; null before.';
