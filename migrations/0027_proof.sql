-- What somebody changed by showing that a question is theirs: who was reached there before is told, and can take it back for two weeks.
create table reach_change (
  region_id int not null,
  id uuid not null,
  question_id uuid not null,
  kind text not null check (kind in ('contact', 'kept')),
  before text not null check (length(before) <= 4000),
  at timestamptz not null,
  taken_back_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, question_id) references question (region_id, id) on delete cascade
);
create index reach_change_question on reach_change (region_id, question_id);
comment on table reach_change is 'What an asker changed by showing that a question is theirs, for as long as it can be taken back.';
comment on column reach_change.region_id is 'The labour-market region; 0 is the nation.';
comment on column reach_change.id is 'Its own id (UUIDv7, so in the order of making); the link in the mail that tells of it has it.';
comment on column reach_change.question_id is 'Of which question.';
comment on column reach_change.kind is 'What: how the asker is reached, or that the question stands in a file of their own.';
comment on column reach_change.before is 'What it was before, or in whose file it came, sealed by the program.';
comment on column reach_change.at is 'When it was changed.';
comment on column reach_change.taken_back_at is 'When it was taken back; null while it stands.';
call protect('reach_change',
  see => $$app_kind() = 'task'$$,
  adds => $$app_kind() = 'task'$$,
  changes => $$app_kind() = 'task'$$,
  keep => '14 days', counted_from => 'at', reason => 'who was reached there before can take it back for two weeks');
grant select, insert, update, delete on reach_change to {{app}};
