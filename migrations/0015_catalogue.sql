-- The catalogue: everything the network offers, as one document per service, of which every version is kept; and the words in which people ask for it.

create extension if not exists pg_trgm;

-- Changes whenever something that is published does, so that every process knows that it must read again. `vocabulary` is what a region changed of the words it began with.
create table catalogue (
  region_id int primary key references region (id),
  version int not null,
  vocabulary jsonb not null default '{}',
  changed_at timestamptz not null
);
call protect('catalogue', see => 'true', adds => $$app_kind() in ('staff', 'task')$$, changes => $$app_kind() in ('staff', 'task')$$,
  keep => '100 years', counted_from => 'changed_at', reason => 'as long as the region takes part');
grant select, insert, update on catalogue to {{app}};

create table service (
  region_id int not null,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9-]{2,60}$'),
  organisation_id uuid, -- whose staff keep it; of a service of nobody in the network the coordinators do
  state text not null check (state in ('new', 'published', 'withdrawn')),
  version int not null default 0, -- the one that is published, or was last
  document jsonb,
  confirmed_at timestamptz,
  added_at timestamptz not null,
  withdrawn_at timestamptz,
  asked_at timestamptz, -- when who keeps it was last asked whether it still holds, and when a coordinator was
  climbed_at timestamptz,
  link_version int not null default 1,
  title text generated always as (document->'name'->>'nl') stored,
  words tsvector generated always as (
    setweight(to_tsvector('dutch'::regconfig, coalesce(document->'name'->>'nl', '')), 'A')
    || setweight(to_tsvector('english'::regconfig, coalesce(document->'name'->>'en', '')), 'A')
    || setweight(to_tsvector('dutch'::regconfig, coalesce(document->>'provider', '') || ' ' || coalesce(document->>'scheme', '') || ' ' || coalesce(document->>'asked', '')), 'B')
    || setweight(to_tsvector('dutch'::regconfig, coalesce(document->'summary'->>'nl', '') || ' ' || coalesce(document->'aim'->>'nl', '')), 'C')
    || setweight(to_tsvector('english'::regconfig, coalesce(document->'summary'->>'en', '')), 'D')
    || array_to_tsvector(array['region:' || region_id])) stored,
  primary key (region_id, id),
  unique (region_id, slug),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  check ((state = 'new') = (document is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index service_words on service using gin (words);
create index service_title on service using gin (title gin_trgm_ops);
call protect('service', see => $$state = 'published' or app_kind() in ('staff', 'task')$$,
  adds => $$app_kind() = 'task' or app_sight() = 'region' or (app_kind() = 'staff' and organisation_id = app_organisation())$$,
  changes => $$app_kind() = 'task' or app_sight() = 'region' or (app_kind() = 'staff' and organisation_id = app_organisation())$$,
  keep => '5 years', counted_from => 'withdrawn_at', reason => 'what was offered can be looked up for a while');
create index service_unconfirmed on service (region_id, confirmed_at) where state = 'published';
grant select, insert, update, delete on service to {{app}};

-- What a service was at each version, and what is proposed to become the next.
create table service_version (
  region_id int not null,
  service_id uuid not null,
  version int not null,
  document jsonb not null,
  state text not null check (state in ('draft', 'review', 'published', 'declined')),
  staff_id uuid, -- who wrote it; nobody when it came in from elsewhere
  reviewed_by uuid,
  note text check (length(note) <= 1000),
  at timestamptz not null,
  primary key (region_id, service_id, version),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id),
  foreign key (region_id, reviewed_by) references staff (region_id, id)
);
-- One proposal at a time.
create unique index service_version_open on service_version (region_id, service_id) where state in ('draft', 'review');
-- Whoever keeps a service writes its versions.
create function app_keeps(service uuid) returns boolean language sql stable as $$
  select app_kind() = 'task' or app_sight() = 'region' or exists (select 1 from service s where s.region_id = app_region() and s.id = service and s.organisation_id = app_organisation())
$$;
call protect('service_version', see => $$app_kind() in ('staff', 'task')$$, adds => $$app_keeps(service_id)$$, changes => $$app_keeps(service_id)$$,
  keep => '100 years', counted_from => 'none', reason => 'goes with the service');
grant select, insert, update, delete on service_version to {{app}};

-- The services in which all words of a search stand, then those with some of them; where there is none, those with a title like it. Policies decide on the rows themselves:
-- text search is not leakproof, and under them its index would go unused.
create function find_services(all_words text, any_word text, alike text, most int) returns table (id uuid, rank real)
language sql stable security definer set search_path = public as $$
  with wanted as materialized (
    select to_tsquery('dutch', all_words) || to_tsquery('english', all_words) as every_one, to_tsquery('dutch', any_word) || to_tsquery('english', any_word) as any_one),
  found as materialized (
    select service.id, ((words @@ every_one)::int + ts_rank(words, any_one))::real as rank
    from service, wanted
    where region_id = app_region() and state = 'published' and words @@ (quote_literal('region:' || app_region())::tsquery && any_one) and numnode(any_one) > 0
    order by rank desc, service.id
    limit most)
  select * from found
  union all
  (select service.id, word_similarity(alike, title) from service
   where not exists (select 1 from found) and region_id = app_region() and state = 'published' and alike <% title
   order by 2 desc, 1
   limit most)
$$;
revoke all on function find_services from public;
grant execute on function find_services to {{app}};

-- What a file would change, checked and shown before it does; done once or not at all.
create table service_import (
  region_id int not null,
  id uuid not null,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  rows jsonb not null,
  at timestamptz not null,
  applied_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, staff_id) references staff (region_id, id)
);
call protect('service_import', see => $$app_kind() = 'task' or staff_id = app_staff()$$, adds => $$staff_id = app_staff()$$, changes => $$staff_id = app_staff()$$,
  keep => '7 days', counted_from => 'at', reason => 'a file is checked and brought in within a few days');
grant select, insert, update, delete on service_import to {{app}};

-- What guides think of a service, one judgement each; for colleagues only.
create table service_rating (
  region_id int not null,
  service_id uuid not null,
  staff_id uuid not null,
  stars int not null check (stars between 1 and 5),
  remark text check (length(remark) <= 500),
  at timestamptz not null,
  primary key (region_id, service_id, staff_id),
  foreign key (region_id, service_id) references service (region_id, id) on delete cascade,
  foreign key (region_id, staff_id) references staff (region_id, id) on delete cascade
);
call protect('service_rating', see => $$app_kind() in ('staff', 'task')$$, adds => $$staff_id = app_staff()$$, changes => $$staff_id = app_staff()$$,
  keep => '5 years', counted_from => 'at', reason => 'an older judgement says little of what a service is now');
grant select, insert, update, delete on service_rating to {{app}};
