-- A region's set-up as versions: each change keeps the whole as it was after it, so that who changed what can be seen, and any version can come back.

create table setup_version (
  region_id int not null,
  version int not null,
  at timestamptz not null,
  staff_id uuid, -- nobody when the program did it: a command, the demo
  document jsonb not null,
  primary key (region_id, version),
  foreign key (region_id, staff_id) references staff (region_id, id)
);
call protect('setup_version', see => $$app_kind() = 'task'$$, adds => $$app_kind() = 'task'$$, changes => 'false',
  keep => '5 years', counted_from => 'at', reason => 'to see who changed what; it holds names and addresses of staff');
grant select, insert, delete on setup_version to {{app}};

-- A walk-in point has a name in the document too. What stands there already gets one from its own.
alter table walk_in_point add slug text;
update walk_in_point p set slug = n.slug from (
  select region_id, id, base || case when row_number() over (partition by region_id, base order by id) = 1 then '' else '-' || row_number() over (partition by region_id, base order by id) end as slug
  from (select region_id, id, trim(both '-' from regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g')) as base from walk_in_point) named
) n where n.region_id = p.region_id and n.id = p.id;
alter table walk_in_point alter slug set not null;
alter table walk_in_point add unique (region_id, slug);

-- What nothing points to can be taken out; only the program does it, for an administrator.
grant delete on organisation, walk_in_point, door to {{app}};
