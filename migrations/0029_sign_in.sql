-- A code counts in the browser that asked for it, so that nobody's asking voids another's and nobody's guessing locks the owner out.
alter table mail_code add browser text not null default '';
alter table mail_code alter browser drop default;
comment on column mail_code.browser is 'A keyed hash of what tells the browser that asked for it from others; it counts there only.';

-- Who somebody is at an issuer is known of that issuer only: at the next one another can bear the name.
alter table staff add issuer text;
update staff set issuer = o.issuer from organisation o where o.region_id = staff.region_id and o.id = staff.organisation_id and staff.subject is not null;
alter table staff drop constraint staff_region_id_organisation_id_subject_key;
alter table staff add unique (region_id, organisation_id, issuer, subject);
comment on column staff.issuer is 'The issuer that knows them by `subject`; null while none does.';

-- How sure an organisation wants to be of its own people.
alter table organisation add sign_in_levels text, add sign_in_methods text;
comment on column organisation.sign_in_levels is 'The levels of assurance (acr) of which one is enough, with spaces; null for any.';
comment on column organisation.sign_in_methods is 'The ways of proving who one is (amr) of which one is needed, with spaces; null for any.';

-- What runs with the owner's rights finds each name in the catalogue and in this schema, and last of all among what a session made for itself.
do $$
declare
  each regprocedure;
begin
  for each in select oid from pg_proc where pronamespace = 'public'::regnamespace and prosecdef loop
    execute format('alter routine %s set search_path = pg_catalog, public, pg_temp', each);
  end loop;
end $$;

-- Whether a question or a person is of this very transaction: who comes from outside adds to what they just asked, or to what is theirs.
create function question_made_now(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from question q where q.region_id = app_region() and q.id = wanted and q.xmin = pg_current_xact_id()::xid)
$$;
create function person_made_now(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from person p where p.region_id = app_region() and p.id = wanted and p.xmin = pg_current_xact_id()::xid)
$$;
revoke all on function question_made_now, person_made_now from public;
grant execute on function question_made_now, person_made_now to {{app}};
comment on function question_made_now is 'Whether a question was made in this very transaction.';
comment on function person_made_now is 'Whether a person was added in this very transaction.';

-- Each writes as who they are, and what is new is new.
alter policy adds on event with check (app_kind() = 'task' or (actor_kind = app_kind() and staff_id is not distinct from app_staff() and organisation_id is not distinct from app_partner()));
alter policy adds on task with check (app_kind() in ('task', 'staff') or (attempts = 0 and failed_at is null and failure is null));
alter policy adds on mail with check (app_kind() = 'task' or (sent_at is null and bounced_at is null));
alter policy adds on notice with check (app_kind() = 'task' or seen_at is null);
alter policy adds on person with check (app_kind() in ('task', 'staff', 'public', 'link', 'resident'));
alter policy adds on person_word with check (app_kind() in ('task', 'staff') or person_made_now(person_id)
  or exists (select 1 from person p where p.region_id = person_word.region_id and p.id = person_word.person_id offset 0));
alter policy adds on question with check (app_kind() in ('task', 'staff')
  or (app_kind() in ('public', 'link', 'resident') and state = 'received' and closed_at is null and first_response_at is null and asked_by is null and escalation = 0));
alter policy adds on message with check (app_kind() in ('task', 'staff')
  or (kind = 'addition' and (question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id))));
alter policy adds on attachment with check (app_kind() in ('task', 'staff') or question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id));
alter policy adds on danger with check (app_kind() in ('task', 'staff') or question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id));
alter policy adds on question_code with check (app_kind() in ('task', 'staff') or question_id = app_subject() or question_id = any (app_granted()) or question_made_now(question_id));
alter policy adds on presence with check (who = coalesce(app_staff()::text, 'asker') and (app_kind() = 'staff' or question_id = app_subject() or question_id = any (app_granted())));

-- Nobody from outside reads who works here; of a partner's people who has to do with what is theirs.
alter policy sees on staff using (app_kind() in ('staff', 'task'));
alter policy sees on guest using (app_kind() in ('task', 'staff') or organisation_id = app_partner()
  or exists (select 1 from handover h where h.region_id = guest.region_id and h.partner_guest_id = guest.id offset 0)
  or exists (select 1 from look l where l.region_id = guest.region_id and l.guest_id = guest.id offset 0));
