-- Who asked something of who holds their data is not gone before that is decided: what they asked is about them.
update retention set also = also || ' and not exists (select 1 from data_request r where r.region_id = kept.region_id and kept.id = any(r.persons) and r.decided_at is null)' where table_name = 'person';
