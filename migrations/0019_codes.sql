-- Codes of which nothing leads to a question any more are written anew among the others of their month (`mixed`), without their day: so the bookkeeping of the database leads nowhere either.
alter table question_code add mixed boolean not null default false;
create index question_code_loose on question_code (region_id) where question_id is null and not mixed;
alter policy changes on question_code using (app_kind() = 'task');
grant update (question_id), delete on question_code to {{app}};
-- What a law keeps of a question does not lead to its codes.
update question_code c set question_id = null from question q where q.region_id = c.region_id and q.id = c.question_id and q.erase_on is not null;

-- What happened before an event said what it is about is about the same, and read by the same, as what happens now.
update event set subject_kind = case
    when kind like 'mandate.%' or kind = 'file.taken' then 'resident'
    when kind like 'data.%' then 'request'
    when kind in ('setup.changed', 'administrator.appointed', 'retention.ran') then 'region'
    when kind = 'catalogue.imported' then 'vocabulary'
    when kind like 'client.%' or kind like 'absence.%' then 'desk'
    else split_part(kind, '.', 1) end,
  readers = case
    when kind like 'client.%' or kind like 'absence.%' then 'organisation'
    when split_part(kind, '.', 1) in ('knowledge', 'service', 'catalogue', 'vocabulary') then 'region'
    else 'managers' end
where kind not like 'question.%';
-- A file was also taken along for one question; that is of its thread.
update event e set subject_kind = 'question', readers = 'thread' from question q where e.kind = 'file.taken' and q.region_id = e.region_id and q.id = e.subject_id;
