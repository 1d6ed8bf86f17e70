-- A file that opens by a sign-in broker opens by a code that is mailed too only where its holder chose that: the weaker way in would be the way in.
-- Who has both today keeps both.
alter table resident add mail_opens boolean not null default true;
comment on column resident.mail_opens is 'Whether a code mailed to its address opens this file; false from when its holder links a sign-in broker, until they choose otherwise. It counts while there is a broker.';
