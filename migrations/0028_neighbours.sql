-- What goes outside is sent in no transaction: who sends it holds it by a lease, under a key that a later holder changes, so that one who comes back late writes nothing.
alter table task add column lease uuid;
alter table task add column leased_until timestamptz;
alter table task add column trouble text check (trouble in ('no-answer', 'unreachable', 'cut', 'busy', 'refused', 'unset', 'error'));
comment on column task.lease is 'The key of who is sending it now; null while nobody is.';
comment on column task.leased_until is 'Until when nobody else takes it, by the clock of the database, which all processes share.';
comment on column task.trouble is 'What went wrong last, as a code: what an administrator may read, for nobody''s address is in it.';

-- Mail that a stranger caused: counted to its recipient and by who caused it; what is over is not sent, and says so.
alter table mail add column stranger text;
alter table mail add column held_at timestamptz;
comment on column mail.stranger is 'Who from outside caused it, as a mark of that day that tells one from another and nothing else; null where our own staff or the program did.';
comment on column mail.held_at is 'Since when it is held back, for strangers had caused too many; it is never sent.';
create index mail_to_strangers on mail (region_id, recipient, queued_at) where stranger is not null;
create index mail_by_stranger on mail (region_id, stranger, queued_at) where stranger is not null;

-- Whether one mail more may go that a stranger causes. Two who ask at once are asked in turn: the second waits until the first is written.
create function mail_has_room(address text, cause text, since timestamptz, most_to int, most_by int) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(format('mail by|%s|%s', app_region(), cause), 0));
  perform pg_advisory_xact_lock(hashtextextended(format('mail to|%s|%s', app_region(), address), 0));
  return (select count(*) < most_to from mail where region_id = app_region() and recipient = address and stranger is not null and held_at is null and queued_at > since)
    and (select count(*) < most_by from mail where region_id = app_region() and stranger = cause and held_at is null and queued_at > since);
end $$;
comment on function mail_has_room is 'Whether one mail more may go to this address that somebody outside causes: most_to since then to it, most_by by the same. Held until the transaction ends, so that others who ask at once wait.';
revoke all on function mail_has_room from public;
grant execute on function mail_has_room to {{app}};

-- One row, written anew by whoever asks whether anything can be written.
alter table installation add column written_at timestamptz;
comment on column installation.written_at is 'When the program last wrote here to see that it can.';
grant update (written_at) on installation to {{app}};
