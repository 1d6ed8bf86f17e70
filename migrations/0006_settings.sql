-- What an actor has not (an organisation, a person, a subject) is not set at all: the functions that read it then answer nothing.
create or replace function app_organisation() returns uuid language sql stable as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;
create or replace function app_staff() returns uuid language sql stable as $$ select nullif(current_setting('app.staff', true), '')::uuid $$;
create or replace function app_subject() returns uuid language sql stable as $$ select nullif(current_setting('app.subject', true), '')::uuid $$;
