-- What an administrator sets of a region by hand: its name, style and texts, subregions, how organisations are reached, what a walk-in point offers, and on which ground data are shared.

alter table region_setup
  add name text,
  add style jsonb not null default '{"colours": {}}',
  add home jsonb not null default '{}',
  add subregions jsonb not null default '[]';

alter table organisation add contact jsonb not null default '{}';

alter table walk_in_point
  add closed jsonb not null default '[]',
  add accessibility text[] not null default '{}',
  add languages text[] not null default '{}',
  add part_of text,
  add does_itself text;

-- The agreement by which one organisation may give another what it knows of a person, for one purpose.
create table data_sharing (
  region_id int not null,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9-]{2,60}$'),
  from_id uuid not null,
  to_id uuid not null,
  purpose text not null check (purpose in ('handover', 'plan', 'matching', 'learning')),
  ground text not null check (ground in ('public-task', 'legal-obligation', 'consent', 'contract')),
  agreement text not null,
  begins_on date not null,
  ends_on date,
  added_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, slug),
  foreign key (region_id, from_id) references organisation (region_id, id),
  foreign key (region_id, to_id) references organisation (region_id, id),
  check (from_id <> to_id),
  check (ends_on >= begins_on)
);
call protect('data_sharing', see => $$app_kind() <> 'public'$$, adds => $$app_kind() = 'task'$$, changes => $$app_kind() = 'task'$$,
  keep => '100 years', counted_from => 'added_at', reason => 'as long as the organisations take part; which ground held when is in the versions of the set-up');
grant select, insert, update, delete on data_sharing to {{app}};

-- A region is prepared by its administrator before it is open to everybody: from its beginning the program works for it, from its opening it takes questions.
alter table region add begun_at timestamptz;
update region set begun_at = opened_at;
grant update (begun_at) on region to {{app}};

-- When somebody who was invited came for the first time.
alter table staff add signed_in_at timestamptz;

-- The nation is region 0: who opens regions works there. Its first administrator comes by the link of the first start, which counts until somebody signed in by it.
insert into region (id, code, slug, name, centre_municipality) values (0, 'NL00', 'nederland', 'Nederland', 'Den Haag');
