-- What somebody was searched by is not kept with a list under a name: it would outlive them.
update saved_filter set query = regexp_replace(regexp_replace(query, '([?&])zoek=[^&]*&?', '\1', 'g'), '[?&]$', '') where query ~ '[?&]zoek=';

-- Who was erased is told so, and then nothing says any more where.
alter table mail add column forgets boolean not null default false;
comment on column mail.forgets is 'Its row goes once it was sent or came back: it tells somebody that they were erased.';
