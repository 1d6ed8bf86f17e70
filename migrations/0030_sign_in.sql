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
