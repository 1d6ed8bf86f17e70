-- What stays in the database (sealed texts, and marks by which something is found again) is made with a key of the installation's own, so that SECRET can be
-- changed without losing any of it. The restricted role has no right to it: the program reads it once, as the owner, at the start.
create table installation_key (
  only_row boolean primary key default true check (only_row),
  sealed text not null
);
comment on table installation_key is 'The key by which what stays in the database is sealed and found again: read at the start, by nobody else.';
comment on column installation_key.only_row is 'Always true: there is one row.';
comment on column installation_key.sealed is 'The key, sealed with SECRET; sealed anew at the first start after that changed.';
