-- What must happen later is never dropped, however long ago it should have: a task counts from its last failure, and one that is tried again fails anew.
update retention
set counted_from = 'failed_at', reason = 'a task is removed when it is done; one that fails is kept as long as it is tried'
where table_name = 'task';
