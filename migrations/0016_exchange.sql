-- What came in by Open Referral HSDS, as it came: our own tables say less of some things, and what is given on must say no less than what was given.
create table hsds_document (
  region_id int not null,
  kind text not null check (kind in ('service', 'organization', 'taxonomy_term')),
  id uuid not null,
  service_id uuid, -- the service that it describes, which has the same id
  document jsonb not null,
  understood jsonb, -- what it was as a service of ours, to see what was changed since
  at timestamptz not null,
  primary key (region_id, kind, id),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  check ((kind = 'service') = (service_id is not null and understood is not null))
);
call protect('hsds_document',
  see => $$app_kind() in ('staff', 'task') or service_id is null or exists (select 1 from service s where s.region_id = hsds_document.region_id and s.id = hsds_document.service_id)$$,
  adds => $$app_kind() = 'task' or app_sight() = 'region'$$, changes => $$app_kind() = 'task' or app_sight() = 'region'$$,
  keep => '5 years', counted_from => 'at', reason => 'what a source said and did not say again in years is not given on');
create index hsds_document_service on hsds_document (region_id, service_id);
grant select, insert, update, delete on hsds_document to {{app}};

-- What a file in HSDS says beyond the services themselves, kept with it until it is brought in.
alter table service_import add column documents jsonb not null default '[]';

-- What comes with a service to read or fill in, for everybody or for colleagues; kept whole, given out only as a download.
create table service_file (
  region_id int not null,
  id uuid not null,
  service_id uuid not null,
  staff_id uuid, -- who added it
  at timestamptz not null,
  name text not null check (length(name) between 1 and 200),
  type text not null,
  size int not null check (size between 1 and 10485760),
  for_staff boolean not null,
  removed_at timestamptz,
  content bytea not null,
  primary key (region_id, id),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id)
);
create index service_file_service on service_file (region_id, service_id);
call protect('service_file',
  see => $$app_kind() in ('staff', 'task') or (not for_staff and removed_at is null and exists (select 1 from service s where s.region_id = service_file.region_id and s.id = service_file.service_id))$$,
  adds => $$app_keeps(service_id)$$, changes => $$app_keeps(service_id)$$,
  keep => '30 days', counted_from => 'removed_at', reason => 'a file that was removed can be put back for a month');
grant select, insert, update, delete on service_file to {{app}};

-- What a service says in words of for whom it is, where and with whom is found too.
alter table service drop column words;
alter table service add column words tsvector generated always as (
  setweight(to_tsvector('dutch'::regconfig, coalesce(document->'name'->>'nl', '')), 'A')
  || setweight(to_tsvector('english'::regconfig, coalesce(document->'name'->>'en', '')), 'A')
  || setweight(to_tsvector('dutch'::regconfig, coalesce(document->>'provider', '') || ' ' || coalesce(document->>'scheme', '') || ' ' || coalesce(document->>'asked', '')), 'B')
  || setweight(to_tsvector('dutch'::regconfig, coalesce(document->'summary'->>'nl', '') || ' ' || coalesce(document->'aim'->>'nl', '')), 'C')
  || setweight(to_tsvector('dutch'::regconfig, coalesce(document->'eligibility'->>'nl', '') || ' ' || coalesce(document->'location'->>'nl', '') || ' ' || coalesce(document->>'partners', '')), 'D')
  || setweight(to_tsvector('english'::regconfig, coalesce(document->'summary'->>'en', '')), 'D')
  || array_to_tsvector(array['region:' || region_id])) stored;
create index service_words on service using gin (words);

-- Everybody who publishes says that the catalogue changed; its words are the Werkcentrum's to change.
create function catalogue_changed(moment timestamptz) returns void language sql security definer set search_path = public as $$
  insert into catalogue (region_id, version, changed_at) select app_region(), 1, moment where app_kind() in ('staff', 'task')
  on conflict (region_id) do update set version = catalogue.version + 1, changed_at = excluded.changed_at
$$;
revoke all on function catalogue_changed from public;
grant execute on function catalogue_changed to {{app}};
alter policy adds on catalogue with check (app_kind() = 'task' or app_sight() = 'region');
alter policy changes on catalogue using (app_kind() = 'task' or app_sight() = 'region');
