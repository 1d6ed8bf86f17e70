-- A form's key belongs to one visitor and one address, and never does one thing twice; what it made with each set of fields is kept with it. Of an API call there is one set.
alter table submission add handed jsonb not null default '{}';
update submission set handed = jsonb_build_object('', result);
alter table submission drop column result;

-- What was typed in a form that is to be shown again, for half an hour. Only the program reads it, and what is sealed opens with the cookie of who typed it only.
create table kept_form (
  region_id int not null,
  id uuid not null,
  visitor text not null,
  place text not null,
  sealed text not null check (length(sealed) <= 1000000),
  at timestamptz not null,
  primary key (region_id, id)
);
create index kept_form_visitor on kept_form (region_id, visitor);
create index kept_form_at on kept_form (region_id, at);
call protect('kept_form',
  see => $$app_kind() = 'task'$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '30 minutes', counted_from => 'at', reason => 'what was typed is shown again while somebody works on it');
grant select, insert, update, delete on kept_form to {{app}};

-- What a member of staff is writing about something (`subject_id`) in one of its forms, until it is sent. Its writer alone reads it; it is sealed by the program's secret.
create table draft (
  region_id int not null,
  staff_id uuid not null,
  subject_id uuid not null,
  form text not null check (length(form) <= 60),
  sealed text not null check (length(sealed) <= 1000000),
  at timestamptz not null,
  primary key (region_id, staff_id, subject_id, form),
  foreign key (region_id, staff_id) references staff (region_id, id)
);
create index draft_subject on draft (region_id, subject_id);
create index draft_at on draft (region_id, at);
call protect('draft',
  see => $$(app_kind() = 'staff' and staff_id = app_staff()) or app_kind() = 'task'$$,
  adds => $$app_kind() = 'staff' and staff_id = app_staff()$$,
  changes => $$app_kind() = 'staff' and staff_id = app_staff()$$,
  keep => '30 days', counted_from => 'at', reason => 'somebody who is away for a while finds back what they were writing');
alter policy removes on draft using (app_kind() = 'task' or (app_kind() = 'staff' and staff_id = app_staff()));
grant select, insert, update, delete on draft to {{app}};
