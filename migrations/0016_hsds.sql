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
