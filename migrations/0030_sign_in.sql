-- A code counts in the browser that asked for it, so that nobody's asking voids another's and nobody's guessing locks the owner out.
alter table mail_code add browser text not null default '';
alter table mail_code alter browser drop default;
comment on column mail_code.browser is 'A keyed hash of what tells the browser that asked for it from others; it counts there only.';
