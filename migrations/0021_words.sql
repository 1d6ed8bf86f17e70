-- What each table and column is, in words, kept with the table itself: schema.sql and the row types of the rooms (`npm run schema`) are made from here, so a column is described once.
-- A later migration that adds a table or a column gives it its words there.

-- Nothing ever filled it: what was handed in once is in `submission`.
alter table question drop column submission_key;

-- The same in every table.
do $$
declare it record;
begin
  for it in select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname in ('region_id', 'id') loop
    execute format('comment on column %I.%I is %L', it.relname, it.attname,
      case it.attname when 'region_id' then 'The labour-market region; 0 is the nation.' else 'Its own id (UUIDv7, so in the order of making).' end);
  end loop;
end $$;

-- The ground.

comment on table retention is 'How long the rows of each table are kept; the nightly run reads it. The same for all regions.';
comment on column retention.table_name is 'The table it is about.';
comment on column retention.keep is 'How long a row is kept; fifty years or more is for ever.';
comment on column retention.counted_from is 'The column of that table from which it counts; a row where that is null stays. ''none'' where it has no such column.';
comment on column retention.reason is 'Why so long, in English, for who reads the schema.';
comment on column retention.own_age is 'Whether its rows go by their own age; else they go with the row they belong to.';
comment on column retention.also is 'SQL, on a row named `kept`: what goes also, whatever its age. `{now}` stands for the moment of the run.';

comment on table installation is 'What this database was filled as, so that a demo never becomes a real installation or the other way round.';
comment on column installation.only_row is 'Always true: there is one row at most.';
comment on column installation.demo is 'Filled as a demo.';

comment on table migration is 'The migrations that were applied; made by the program that applies them.';
comment on column migration.name is 'The name of its file.';
comment on column migration.applied_at is 'When, by the clock of the server and not the program''s.';

comment on table event is 'What happened: one row in the region''s record, in the same transaction as the change, never changed or removed. Codes and ids, never a name or a text, so that figures survive an erasure.';
comment on column event.at is 'By the program''s clock.';
comment on column event.actor_kind is 'Who did it: the public, the holder of a link, staff, the program itself, a guest of a partner, a resident in their own file.';
comment on column event.staff_id is 'The member of staff who did it; null for anybody else.';
comment on column event.organisation_id is 'For which organisation, where staff or a guest did it.';
comment on column event.kind is 'A kind of event, as its room declares it (events.ts).';
comment on column event.subject_id is 'What it is about; the row may be erased since.';
comment on column event.purpose is 'For what the transaction was opened.';
comment on column event.detail is 'Codes, ids, counts and moments, as its kind declares them; with `mandate` where somebody acted for another.';
comment on column event.subject_kind is 'What sort of thing it is about.';
comment on column event.readers is 'Who reads it: whoever sees the question, the organisation that did it, staff of the region, or who manages it.';

comment on table look is 'A look: a member of staff, or a guest of a partner, read a person''s data. Shown to that person.';
comment on column look.at is 'When, by the program''s clock.';
comment on column look.staff_id is 'Who of the staff looked; null when a guest did.';
comment on column look.organisation_id is 'For which organisation.';
comment on column look.person_id is 'Whose data it was; the person may be erased since.';
comment on column look.question_id is 'On which question; null when it was on none.';
comment on column look.purpose is 'For what the transaction was opened.';
comment on column look.guest_id is 'Which guest of a partner looked; null when staff did.';
comment on column look.role is 'The roles they held then, with commas; null for a guest, and for looks from before it was kept.';

comment on table processing_log is 'The log of data processing, by the national standard: one line for each look, without sampling. Who looked is in `look`, by the same id.';
comment on column processing_log.id is 'That of its look; its last sixteen digits are the operation''s id.';
comment on column processing_log.trace_id is 'What all that one request does has in common (W3C trace context).';
comment on column processing_log.status_code is 'How it ended, as OpenTelemetry says it; the program writes OK only, for what failed was not read.';
comment on column processing_log.name is 'For what the transaction was opened.';
comment on column processing_log.starts_at is 'When the look was, by the program''s clock.';
comment on column processing_log.ends_at is 'The same, and how long the transaction had taken.';
comment on column processing_log.organisation_id is 'Whose processing it was.';
comment on column processing_log.processing_activity is 'The activity in the register of processing, by its code: of what room it is, the rooms say.';
comment on column processing_log.data_subject_id is 'Whose data: the person''s id, encrypted so that it is the same each time.';

comment on table log_export is 'How far the log of data processing was sent on to a collector, where there is one.';
comment on column log_export.last_id is 'The last line that arrived.';
comment on column log_export.at is 'When that was.';

comment on table task is 'What must happen later, written in the transaction that makes it so. Removed when it is done; what fails is tried again and never dropped.';
comment on column task.kind is 'Which work, as its room names it.';
comment on column task.subject_id is 'What it is about; a new id where it is about nothing.';
comment on column task.due_at is 'From when it is to be done, by the program''s clock.';
comment on column task.detail is 'What the work needs to know besides: codes, ids and moments.';
comment on column task.attempts is 'How often it failed.';
comment on column task.failed_at is 'When it failed last; null while it never did.';
comment on column task.failure is 'What it said then, cut at 200 signs.';

comment on table mail is 'The outbox: what to send to whom. The text is made at the moment of sending, so no text and no secret link is kept.';
comment on column mail.kind is 'A kind of letter, as its room declares it (letters.ts).';
comment on column mail.subject_id is 'What it is about, by which its letter is made.';
comment on column mail.recipient is 'The address it goes to.';
comment on column mail.language is 'The language it is written in.';
comment on column mail.queued_at is 'When there was reason for it.';
comment on column mail.sent_at is 'When a server took it, or when there was nothing to say any more; null while it waits.';
comment on column mail.bounced_at is 'When it came back, at once or later; null while it did not.';

comment on table submission is 'What was handed in once already: a form sent twice, a call of the API repeated. Keyed hashes only.';
comment on column submission.key is 'The form''s key, hashed.';
comment on column submission.fingerprint is 'Whose it is and of which address, hashed: a key of something else is refused.';
comment on column submission.at is 'When it came first.';
comment on column submission.handed is 'What came of it, by the hash of the fields that were handed in ('''' for a call of the API): the id of what it made, or null when it made nothing.';

comment on table kept_form is 'What was typed in a form that is to be shown again, for half an hour. Only the program reads it.';
comment on column kept_form.visitor is 'Who typed it, hashed.';
comment on column kept_form.place is 'In the form of which address, hashed.';
comment on column kept_form.sealed is 'What was typed; opens with the cookie of who typed it only.';
comment on column kept_form.at is 'When it was handed in.';

comment on table draft is 'What a member of staff is writing in a form, until it is sent. Its writer alone reads it.';
comment on column draft.staff_id is 'Who writes.';
comment on column draft.subject_id is 'What it is about.';
comment on column draft.form is 'Which of its forms.';
comment on column draft.sealed is 'What was typed so far, sealed by the program''s secret.';
comment on column draft.at is 'When they typed last.';
comment on policy removes on draft is 'Gone when its writer sends it.';

comment on table session is 'A member of staff who is signed in. Of the token in their browser only the hash is kept; it is replaced every hour.';
comment on column session.token_hash is 'The hash of the token that counts now (SHA-256).';
comment on column session.previous_hash is 'That of the token before it, which counts for another minute; null before the first replacement.';
comment on column session.staff_id is 'Who is signed in.';
comment on column session.began_at is 'When they signed in.';
comment on column session.rotated_at is 'When the token was replaced last; at first when they signed in.';
comment on column session.ends_at is 'When it ends by itself: ten hours after it began.';
comment on column session.revoked_at is 'When it was ended before that: signed out, or left; null while it lasts.';

comment on table mail_code is 'A code by mail, for once: six digits made from its id and the installation''s secret, so that nothing secret is kept.';
comment on column mail_code.kind is 'Who comes in by it, a word of the room that lets them in: a partner, a resident.';
comment on column mail_code.about is 'Of whom: the id of an organisation, or an address.';
comment on column mail_code.made_at is 'When it was asked; so many an hour are sent.';
comment on column mail_code.ends_at is 'Until when it counts: ten minutes.';
comment on column mail_code.tries is 'How often a wrong one was typed.';
comment on column mail_code.used_at is 'When it was typed right; null while it was not. It counts once.';

comment on table pass is 'What a browser holds after a code was right, for eight hours. Of the token only the hash is kept.';
comment on column pass.token_hash is 'The hash of the token (SHA-256).';
comment on column pass.kind is 'Who came in by it: the same words as of the code.';
comment on column pass.subject_id is 'Who holds it: a guest, or a resident.';
comment on column pass.began_at is 'When they came in.';
comment on column pass.ends_at is 'When it ends by itself.';
comment on column pass.revoked_at is 'When it was ended before that; null while it lasts.';
comment on column pass.mandate_id is 'By which mandate its holder acts for the resident now; null for oneself.';

-- The network.

comment on table region is 'The 35 labour-market regions and the nation. Reference data that all regions share; source: CBS.';
comment on column region.id is 'The number in its CBS code; 0 is the nation.';
comment on column region.code is 'Its CBS code, AM01 to AM38.';
comment on column region.slug is 'Its name in an address.';
comment on column region.name is 'Its name as it is written.';
comment on column region.centre_municipality is 'The municipality that directs and hosts the cooperation.';
comment on column region.opened_at is 'Since when it takes questions; null while it does not.';
comment on column region.begun_at is 'Since when the program works for it and its administrator prepares it; null before.';

comment on table municipality is 'Which region each municipality belongs to. Reference data that all regions share; source: CBS.';
comment on column municipality.name is 'Its official name, by which everything points to it.';
comment on column municipality.region_id is 'The region it belongs to.';

comment on table national_help is 'Whom to call in the whole country: follows the nation''s own set-up (a trigger on region_setup), so that every region reads it here.';
comment on column national_help.only_row is 'Always true: there is one row.';
comment on column national_help.contacts is 'A list of contacts as region_setup.urgent has it.';
comment on column national_help.version is 'Goes up with each change, so that a process knows when to read again.';

comment on table region_setup is 'What a region says of itself in its set-up, beside its organisations, walk-in points, doors, agreements and staff.';
comment on column region_setup.version is 'Goes up with each change of the set-up; what it was then is in setup_version.';
comment on column region_setup.opened_at is 'When this row was made: when the region began.';
comment on column region_setup.phone is 'The Werkcentrum''s telephone number, as it is shown.';
comment on column region_setup.email is 'The Werkcentrum''s mail address.';
comment on column region_setup.first_response_days is 'The promise: a first response within so many working days.';
comment on column region_setup.answer_days is 'The promise: an answer within so many working days.';
comment on column region_setup.urgent is 'Whom to call when somebody is in danger: a list of {why, name, phone, …} as network.ts describes it.';
comment on column region_setup.name is 'What follows ''Werkcentrum'' in its name; null for the region''s own.';
comment on column region_setup.style is 'Its colours and logo, as style.ts describes them.';
comment on column region_setup.home is 'Its own words on the first page, per language; what is left out is said as everywhere.';
comment on column region_setup.subregions is 'A few municipalities that share services: a list of {name, municipalities}.';

comment on table setup_version is 'A region''s set-up as it was after a change, whole, so that who changed what can be seen and any version can come back. For the program only: it holds names and addresses of staff.';
comment on column setup_version.version is 'That of region_setup after the change.';
comment on column setup_version.at is 'When it was changed.';
comment on column setup_version.staff_id is 'Who changed it; null when the program did: a command, the demo.';
comment on column setup_version.document is 'The set-up as one document, as network.ts describes it.';

comment on table organisation is 'A party in the network. A home organisation employs staff; one without a sign-in answers handovers by a link and a code.';
comment on column organisation.slug is 'Its name in the set-up and in an address.';
comment on column organisation.name is 'Its name as it is written.';
comment on column organisation.kind is 'What sort of party it is.';
comment on column organisation.municipality is 'Which municipality it is; null for any other kind.';
comment on column organisation.hosted_by is 'The organisation it is a guest of; null for none.';
comment on column organisation.issuer is 'Where its staff sign in (OpenID Connect); null where they do not.';
comment on column organisation.client_id is 'By what name that issuer knows us.';
comment on column organisation.client_secret is 'What we prove that with, sealed with the installation''s secret; null where none is needed.';
comment on column organisation.added_at is 'When it came into the set-up.';
comment on column organisation.contact is 'How its partners reach it: {name, email, phone, website}, none of it somebody''s own.';
comment on column organisation.link_version is 'The version of the link to its handovers, for a partner without a sign-in; raising it revokes the link.';
comment on column organisation.ends_on is 'The last day that it takes part; null while that is not known.';

comment on table walk_in_point is 'A place where people come in.';
comment on column walk_in_point.organisation_id is 'The organisation that keeps it.';
comment on column walk_in_point.municipality is 'In which municipality it is.';
comment on column walk_in_point.name is 'Its name as it is written.';
comment on column walk_in_point.address is 'Street and number.';
comment on column walk_in_point.postcode is 'Its postcode, with or without a space.';
comment on column walk_in_point.place is 'The town of the address.';
comment on column walk_in_point.latitude is 'Of its postcode, in degrees (WGS 84); 0 where that is not known.';
comment on column walk_in_point.longitude is 'Of its postcode, in degrees (WGS 84); 0 where that is not known.';
comment on column walk_in_point.hours is 'When one can walk in, by day of the week, as hours.ts describes it.';
comment on column walk_in_point.added_at is 'When it came into the set-up.';
comment on column walk_in_point.slug is 'Its name in the set-up.';
comment on column walk_in_point.closed is 'The days on which it is closed, as hours.ts describes them.';
comment on column walk_in_point.accessibility is 'What helps people in, or to be understood: codes of network.ts.';
comment on column walk_in_point.languages is 'The languages that can be spoken there (ISO 639).';
comment on column walk_in_point.part_of is 'The local place it is part of (a library, a village hall); null where it stands alone.';
comment on column walk_in_point.does_itself is 'What that place does itself; null where it says nothing.';

comment on table door is 'Where people come in under a name they know: an organisation''s own page, or the mail address of one that went before.';
comment on column door.slug is 'Its name in the set-up and in an address.';
comment on column door.name is 'Its name as people know it.';
comment on column door.email is 'Mail to this address comes in by it; null where none does.';
comment on column door.organisation_id is 'The organisation whose door it is; null for one of the Werkcentrum as a whole.';
comment on column door.added_at is 'When it came into the set-up.';

comment on table data_sharing is 'By which agreement one organisation may give another what it knows of a person, for one purpose. The other way round is another agreement.';
comment on column data_sharing.slug is 'Its name in the set-up.';
comment on column data_sharing.from_id is 'The organisation that gives.';
comment on column data_sharing.to_id is 'The organisation that receives.';
comment on column data_sharing.purpose is 'For what.';
comment on column data_sharing.ground is 'On which ground of the General Data Protection Regulation (article 6).';
comment on column data_sharing.agreement is 'The name or number of the agreement.';
comment on column data_sharing.begins_on is 'The first day that it holds.';
comment on column data_sharing.ends_on is 'The last day that it holds; null while no end is known.';
comment on column data_sharing.added_at is 'When it came into the set-up.';

comment on table staff is 'Who works in the region, for which organisation, in which roles. Kept after somebody left, because people may ask who looked.';
comment on column staff.organisation_id is 'The home organisation.';
comment on column staff.walk_in_point_id is 'Where they mostly work; null for nowhere in particular.';
comment on column staff.name is 'As colleagues see it and, with an answer, the asker.';
comment on column staff.email is 'Their work address, in lower case.';
comment on column staff.subject is 'Who this is at the organisation''s own issuer; filled at the first sign-in when it was not known.';
comment on column staff.roles is 'What they may be; a person can hold several.';
comment on column staff.added_at is 'When they came into the set-up.';
comment on column staff.left_at is 'From when they work here no more; can be a moment to come. Null while no end is known.';
comment on column staff.signed_in_at is 'When they came for the first time; null for who was invited and has not yet.';

-- People.

comment on table person is 'Who asks: a row of its own from the first question. Who sees a question sees its asker. Kept as long as a question points to it.';
comment on column person.name is 'As they gave it; null when they gave none, and after an erasure.';
comment on column person.email is 'In lower case; null when they gave none, and after an erasure.';
comment on column person.phone is 'As E.164 (+31612345678); null when they gave none, and after an erasure.';
comment on column person.language is 'The language they are written to in.';
comment on column person.added_at is 'When they asked first.';
comment on column person.email_trouble is 'Mail came back from the address, or only claimed to come from it: it gets none. Null while there is no trouble.';
comment on column person.resident_id is 'Whose own file it is in, since they confirmed that it was them; null before.';

comment on table person_word is 'The words of a name, folded to lower case without accents, to find somebody by any of them. A table and not a text index: a comparison of text is leakproof, so that its index is used under policies.';
comment on column person_word.word is 'One word of the name.';
comment on column person_word.person_id is 'Whose name; the words follow it, and go at an erasure.';
comment on policy removes on person_word is 'The words follow the name, so who may change the person may remove them.';

comment on table resident is 'Somebody with a file of their own (Mijn Werkcentrum).';
comment on column resident.name is 'As they gave it when they came; null for who came by a broker and gave none.';
comment on column resident.email is 'The address where they read the code; null for who came by a broker.';
comment on column resident.subject_hash is 'Of who a sign-in broker says it is, a keyed hash; never what it says itself. Null for who came by mail only.';
comment on column resident.language is 'The language they came in last.';
comment on column resident.made_at is 'When they came for the first time.';
comment on column resident.came_at is 'When they came last: from then it is counted how long the file is kept.';

comment on table mandate is 'A parent, guardian or helper may act for a resident.';
comment on column mandate.resident_id is 'For whom.';
comment on column mandate.name is 'Who acts.';
comment on column mandate.email is 'The address where who acts reads the code.';
comment on column mandate.relation is 'What who acts is to the resident.';
comment on column mandate.given_at is 'When it was given.';
comment on column mandate.given_how is 'On the resident''s own page, or said to somebody who wrote it down.';
comment on column mandate.given_with is 'The member of staff to whom it was said; null on the own page.';
comment on column mandate.ends_on is 'The last day that it counts.';
comment on column mandate.ended_at is 'When it was ended before that; null while it was not.';

comment on table data_request is 'What somebody asks of who holds their data, and what came of it. To be dealt with within the law''s month.';
comment on column data_request.kind is 'What is asked: to correct, to have access, to object, to erase, or the name of who looked.';
comment on column data_request.resident_id is 'Who asked it in a file of their own; null when a guide did it with somebody who has none.';
comment on column data_request.persons is 'Whom it is about: the persons that are theirs, at the moment of asking.';
comment on column data_request.organisation_id is 'The controller it is asked of.';
comment on column data_request.handler_id is 'The organisation whose privacy officer deals with it.';
comment on column data_request.look_id is 'The look of which the name is asked; null for anything else.';
comment on column data_request.text is 'What they wrote with it; null when nothing.';
comment on column data_request.asked_at is 'When it was asked.';
comment on column data_request.asked_how is 'On their own page, or said to somebody who wrote it down.';
comment on column data_request.asked_with is 'The member of staff to whom it was said; null on the own page.';
comment on column data_request.mandate_id is 'By which mandate it was asked for another; null for oneself.';
comment on column data_request.due_on is 'The last day to deal with it.';
comment on column data_request.decided_at is 'When it was dealt with; null while it waits.';
comment on column data_request.decided_by is 'Who of the staff dealt with it.';
comment on column data_request.decision is 'What was decided; null while it waits.';
comment on column data_request.answer is 'What was answered in words; a refusal always has them.';
comment on column data_request.remains is 'Of what was not erased: a list of {number, why, duty, until}.';

comment on table processing_activity is 'What an organisation''s register says of an activity, where it says something of its own. The newest counts, the earlier stay.';
comment on column processing_activity.organisation_id is 'Whose register.';
comment on column processing_activity.code is 'Which activity; which there are, the rooms say.';
comment on column processing_activity.purpose is 'For what the data are.';
comment on column processing_activity.ground is 'On which ground they are processed.';
comment on column processing_activity.data is 'Which data.';
comment on column processing_activity.recipients is 'Who receives them.';
comment on column processing_activity.kept is 'How long they are kept, in words.';
comment on column processing_activity.duty is 'The law by which a question and its answer stay when they are asked to be erased; null where there is none.';
comment on column processing_activity.duty_years is 'For so many years after the question was closed.';
comment on column processing_activity.changed_at is 'When it was written.';
comment on column processing_activity.changed_by is 'Who of the staff wrote it.';

-- The workplace.

comment on table notice is 'What somebody of the staff is told: in the workplace, and by mail as they choose. Nothing of anybody who asked is in it.';
comment on column notice.staff_id is 'Who is told.';
comment on column notice.kind is 'A kind of notice, as its room declares it (notices.ts).';
comment on column notice.question_id is 'The question it is about; null where it is about none.';
comment on column notice.at is 'When.';
comment on column notice.seen_at is 'When its reader had seen it; null before. Some kinds stay until they are done.';
comment on column notice.about_id is 'What of a later room it is about; null where there is no such thing.';

comment on table staff_choice is 'How a member of staff wants to be told by mail. No row is daily.';
comment on column staff_choice.staff_id is 'Whose choice.';
comment on column staff_choice.mail is 'At once, in one mail in the morning, or not at all.';

-- The desk.

comment on table question is 'What somebody comes with; the thread of everything that follows. From the moment it exists it has an owner and a moment by which the next step is due. Its life is the table of steps in question.ts.';
comment on column question.number is 'What is said on the telephone, as TW-4F7K-29: two letters of the region, five by chance and one that checks them (number.ts).';
comment on column question.asked_at is 'When it was asked.';
comment on column question.channel is 'How it came in.';
comment on column question.asker_group is 'Who asks; a mail does not say it (unknown), and a guide finds out.';
comment on column question.language is 'The language it was asked in.';
comment on column question.text is 'What was asked, in the asker''s own words.';
comment on column question.sharpened is 'The question in one sentence, as a guide wrote it down with the asker; null before.';
comment on column question.topic is 'What it is about, a code of question.ts; null while nobody said.';
comment on column question.facts is 'What is known of the asker (the facts of the signpost), by name. Emptied when only a law keeps the question.';
comment on column question.municipality is 'Where the asker lives; null while that is not known, and when only a law keeps the question.';
comment on column question.postcode is 'Four digits, or all of it; null as the municipality.';
comment on column question.person_id is 'Who asked it.';
comment on column question.organisation_id is 'The owner: the organisation that has it now, whose staff see it.';
comment on column question.walk_in_point_id is 'The walk-in point it belongs to; null for none.';
comment on column question.staff_id is 'Who has it in hand; null while nobody has.';
comment on column question.state is 'Where it is in its life. `appointment` and `handover` are answers that are under way.';
comment on column question.due_at is 'By when the next step is due, whatever that is; null once it is closed.';
comment on column question.first_due_at is 'The promise: by when somebody responds for the first time.';
comment on column question.first_response_at is 'When somebody did; null before.';
comment on column question.answer_due_at is 'The promise: by when it is answered. Waiting for the asker moves it.';
comment on column question.waiting_since is 'Since when the asker''s word is waited for; null when it is not.';
comment on column question.escalation is 'How far what is overdue has climbed: 1 its owner, 2 the coordinator, 3 the manager; 0 nowhere.';
comment on column question.answer_id is 'The proof that it was answered; null before.';
comment on column question.closed_at is 'When it was closed, in whatever way; null while it is open.';
comment on column question.link_version is 'The version of its secret link; raising it revokes the link.';
comment on column question.door_id is 'By which door it came in; null by none.';
comment on column question.urgent is 'How pressing it is: somebody is in danger now, or may be, and it comes on top of every list; null when nobody is. Of what stands in `danger`, which fewer may read.';
comment on column question.files is 'How many files came with it and with what was said on it.';
comment on column question.call is 'Somebody must call: mail to the asker came back.';
comment on column question.asked_by is 'Who was taken to have asked it before it was found to be of somebody known: by this it can be undone. Null where that never was.';
comment on column question.merged_into is 'The question it was merged into, of the same asker; null where it was not.';
comment on column question.dismissal is 'Why it is set aside or dismissed: no question at all; null while it is not.';
comment on column question.words is 'What is searched: the words of the question, sharpened and as it was asked, and its region.';
comment on column question.consulted_at is 'Since when a coordinator''s advice is waited for; null when it is not.';
comment on column question.step_due_at is 'The due moment of an answer that is under way with others; null when none is.';
comment on column question.handed_at is 'When it was first proposed to hand it over; stays, so that a page knows there is something to show.';
comment on column question.group_id is 'The employer''s question to whose case this one belongs; null for none.';
comment on column question.erase_on is 'What a legal duty keeps after its asker wanted it gone: the bare question and its answer, until this day. Null for any other.';
comment on column question.urgent_due_at is 'By when somebody must have taken what cannot wait; null once somebody has.';
comment on column question.discreet is 'What was written is shown and mailed nowhere but on the desk: the one who does it may read along. Stays when the question closes, and says not why.';

comment on table message is 'What was written or said on a question.';
comment on column message.question_id is 'On which question.';
comment on column message.at is 'When it was written or said.';
comment on column message.kind is 'What it is: an addition is the asker''s; a note, a consult and advice are for colleagues only; all else the asker reads.';
comment on column message.staff_id is 'Who of the staff wrote it; null when the asker did.';
comment on column message.text is 'What was written, as it was.';
comment on column message.words is 'What is searched: its words and its region.';

comment on table answer is 'The proof that a question was answered, and how it reached the asker. A direct answer is a message; a later kind brings its own proof.';
comment on column answer.question_id is 'Which question.';
comment on column answer.kind is 'Which of the three answers.';
comment on column answer.given_at is 'When it was given.';
comment on column answer.staff_id is 'Who gave it.';
comment on column answer.message_id is 'Its text: the proof of a direct answer.';
comment on column answer.within_norm is 'Whether it was given by the moment that was promised.';
comment on column answer.reached is 'How it reached the asker: mailed; told at the counter or by phone; left on their page after three attempts on different days; there, because they gave nothing else.';
comment on column answer.handover_id is 'The handover that was met and of which the outcome is known: the proof of that kind.';

comment on table attachment is 'A file that came with a question or with what was said on it. Kept whole, given out only as a download.';
comment on column attachment.question_id is 'With which question.';
comment on column attachment.message_id is 'With which message; null when it came with the question itself.';
comment on column attachment.at is 'When it came.';
comment on column attachment.name is 'The name of the file.';
comment on column attachment.type is 'Its media type, read from the content.';
comment on column attachment.size is 'In bytes; at most 10 MB.';
comment on column attachment.content is 'The file itself.';

comment on table presence is 'Who has a question open at this moment, and whether they are writing: so that two do not answer at once, and an asker sees who is there.';
comment on column presence.question_id is 'Which question.';
comment on column presence.who is '''asker'', or a member of staff''s id.';
comment on column presence.seen_at is 'When they had it open last.';
comment on column presence.writing_at is 'When they were writing, where they were when they had it open last; else null.';

comment on table access_request is 'Somebody asks to open a question of another organisation, which decides; granted, they read it until then.';
comment on column access_request.question_id is 'Which question.';
comment on column access_request.owner_id is 'The organisation that has the question.';
comment on column access_request.staff_id is 'Who asks.';
comment on column access_request.organisation_id is 'For which organisation they ask.';
comment on column access_request.why is 'Why, in their words.';
comment on column access_request.asked_at is 'When they asked.';
comment on column access_request.decided_at is 'When it was decided; null while it waits.';
comment on column access_request.decided_by is 'Who of the staff decided.';
comment on column access_request.granted_until is 'Until when they may read it; null while it waits, and when it was refused.';

comment on table api_client is 'An organisation''s program that brings people in, under its own door. Of the token only the hash is kept.';
comment on column api_client.organisation_id is 'Whose program.';
comment on column api_client.name is 'As the organisation calls it.';
comment on column api_client.token_hash is 'The hash of its token (SHA-256).';
comment on column api_client.added_at is 'When it was added.';
comment on column api_client.added_by is 'Who of the staff added it.';
comment on column api_client.revoked_at is 'When its token was revoked; null while it counts.';

comment on table absence is 'Who is away, and who looks after their questions meanwhile.';
comment on column absence.staff_id is 'Who is away.';
comment on column absence.organisation_id is 'Their organisation, whose staff see it.';
comment on column absence.stand_in_id is 'Who stands in.';
comment on column absence.from_day is 'The first day away.';
comment on column absence.until_day is 'The last day away.';
comment on policy removes on absence is 'Colleagues plan it, and take it back.';

comment on table knowledge is 'What guides know together: a page about a subject, or a standard text to begin an answer with.';
comment on column knowledge.kind is 'A page to read, or a text to begin with.';
comment on column knowledge.topic is 'The topic it is about; null when it is about every one.';
comment on column knowledge.language is 'The language it is written in.';
comment on column knowledge.title is 'What it is called.';
comment on column knowledge.text is 'What it says.';
comment on column knowledge.links is 'Addresses to read on.';
comment on column knowledge.owner_id is 'Who changed it last, and sees to it that it holds.';
comment on column knowledge.review_on is 'By this day its owner looks whether it still holds.';
comment on column knowledge.version is 'Goes up with each change: who saw an older one is told.';
comment on column knowledge.changed_at is 'When it was changed last.';
comment on column knowledge.removed_at is 'When it was removed; null while it is there. It can come back.';
comment on column knowledge.words is 'What is searched: its words and its region.';

comment on table saved_filter is 'A list of questions that a member of staff keeps under a name.';
comment on column saved_filter.staff_id is 'Whose; nobody else sees it.';
comment on column saved_filter.name is 'As they call it.';
comment on column saved_filter.query is 'What stands behind the question mark of its address.';
comment on column saved_filter.saved_at is 'When it was kept.';

comment on table danger is 'Of what somebody may be in danger, a row each: for who handles the question and coordinators. Goes when the mark is taken off, and so when the question closes (a trigger on question).';
comment on column danger.question_id is 'Which question.';
comment on column danger.kind is 'Of what; ''danger'' is nothing in particular.';
comment on column danger.at is 'When it was read in somebody''s words, or said by a guide.';

comment on table guidance is 'What to do and say when somebody is in danger, as this region''s coordinators keep it; where there is none the program''s own words stand.';
comment on column guidance.kind is 'In danger of what; ''danger'' is nothing in particular.';
comment on column guidance.text is 'What guides read.';
comment on column guidance.at is 'When it was written; who saw an older one is told.';
comment on column guidance.staff_id is 'The coordinator who wrote it.';
comment on policy removes on guidance is 'Coordinators go back to the program''s own words.';

comment on table daily_total is 'What is counted over history, a row a day: made from `event` when the day is over, equal to a recount. No persons.';
comment on column daily_total.day is 'Of which day, in Dutch time.';
comment on column daily_total.kind is 'The kind of event. A day is done by its row ''totalled''.';
comment on column daily_total.within_norm is 'Whether the norm was kept; true where there is none.';
comment on column daily_total.count is 'How often.';

comment on table question_code is 'By what questions are counted, as codes: a row for each time one was asked, clarified, answered or closed otherwise. Once its question is erased nothing in it leads anywhere.';
comment on column question_code.id is 'Random, and so in no order.';
comment on column question_code.day is 'On which day, in Dutch time; of one that was mixed the first of its month.';
comment on column question_code.kind is 'The kind of event it was counted at.';
comment on column question_code.question_id is 'The question, while that is kept whole; null once it is erased or kept bare by a law.';
comment on column question_code.municipality is 'Where the asker lives; null while not known, and among few after an erasure.';
comment on column question_code.organisation_id is 'The owner at that moment.';
comment on column question_code.walk_in_point_id is 'The walk-in point at that moment; null for none.';
comment on column question_code.asker_group is 'Who asked, as a code of question.asker_group.';
comment on column question_code.channel is 'How it came in, as a code of question.channel.';
comment on column question_code.door_id is 'By which door; null by none.';
comment on column question_code.topic is 'What it was about; null while nobody said.';
comment on column question_code.age_band is 'A band of ages; null while not known, and among few after an erasure.';
comment on column question_code.situation is 'Whether they live on a benefit, on work or on neither; null as the band of ages.';
comment on column question_code.mixed is 'Written anew among the others of its month after its question was gone, so that the bookkeeping of the database leads nowhere either.';

-- The catalogue.

comment on table catalogue is 'What a region''s catalogue is as a whole: one row, that changes whenever something that is published does.';
comment on column catalogue.version is 'Goes up with each change, so that every process knows that it must read again.';
comment on column catalogue.vocabulary is 'What the region changed of the words that the signpost began with, as vocabulary.ts describes it.';
comment on column catalogue.changed_at is 'When something changed last.';

comment on table service is 'A service: an entry in the catalogue. What it is stands in its document, of which every version is kept.';
comment on column service.slug is 'Its name in an address.';
comment on column service.organisation_id is 'Whose staff keep it; null for a service of nobody in the network, which the coordinators keep.';
comment on column service.state is 'New until it is published for the first time.';
comment on column service.version is 'The version that is published, or was last; 0 when none was yet.';
comment on column service.document is 'What is published, or was last, as service.ts describes it; null while it is new.';
comment on column service.confirmed_at is 'When somebody last said that it holds; null while it is new.';
comment on column service.added_at is 'When it was added.';
comment on column service.withdrawn_at is 'When it left the public pages; null while it has not.';
comment on column service.asked_at is 'When who keeps it was last asked whether it still holds; null since they said so.';
comment on column service.climbed_at is 'When a coordinator was asked, because who keeps it said nothing; null since it was confirmed.';
comment on column service.link_version is 'The version of the link by which who keeps it confirms it; raising it revokes the link.';
comment on column service.title is 'Its Dutch name, to find what is like it.';
comment on column service.words is 'What is searched, the weightiest first: its names, who offers it, what it is, for whom, where and with whom; and its region.';

comment on table service_version is 'What a service was at each version, and what is proposed to become the next: one proposal at a time.';
comment on column service_version.service_id is 'Which service.';
comment on column service_version.version is 'Counts from 1.';
comment on column service_version.document is 'The service whole, as service.ts describes it.';
comment on column service_version.state is 'A draft is being written; in review it waits for a coordinator.';
comment on column service_version.staff_id is 'Who wrote it; null when it came in from elsewhere.';
comment on column service_version.reviewed_by is 'Who published or declined it; null while nobody did.';
comment on column service_version.note is 'What was said with it, or why it was declined; null when nothing.';
comment on column service_version.at is 'When it was written last.';

comment on table service_import is 'What a file would change in the catalogue, checked and shown before it does; done once or not at all.';
comment on column service_import.staff_id is 'Who brought the file; nobody else sees it.';
comment on column service_import.name is 'The name of the file.';
comment on column service_import.rows is 'Its services, as they would be: a list of {document, …} (store.ts).';
comment on column service_import.at is 'When it was brought.';
comment on column service_import.applied_at is 'When it was brought in; null before.';
comment on column service_import.documents is 'What a file in HSDS says beyond its services, kept until it is brought in.';

comment on table service_rating is 'What guides think of a service, one judgement each; for colleagues only.';
comment on column service_rating.service_id is 'Which service.';
comment on column service_rating.staff_id is 'Whose judgement.';
comment on column service_rating.stars is 'One to five.';
comment on column service_rating.remark is 'Why; null when nothing was said.';
comment on column service_rating.at is 'When it was given last.';

comment on table hsds_document is 'What came in by Open Referral HSDS, as it came: what is given on must say no less than what was given.';
comment on column hsds_document.kind is 'What of HSDS it is.';
comment on column hsds_document.id is 'The id that it came with.';
comment on column hsds_document.service_id is 'The service that it describes, which has the same id; null for anything but a service.';
comment on column hsds_document.document is 'It, in HSDS 3.0.';
comment on column hsds_document.understood is 'What it was as a service of ours, to see what was changed since; null for anything but a service.';
comment on column hsds_document.at is 'When it came last.';

comment on table service_file is 'A file with a service, to read or fill in. Kept whole, given out only as a download.';
comment on column service_file.service_id is 'With which service.';
comment on column service_file.staff_id is 'Who added it; null when nobody of the staff did.';
comment on column service_file.at is 'When it was added.';
comment on column service_file.name is 'The name of the file.';
comment on column service_file.type is 'Its media type, read from the content.';
comment on column service_file.size is 'In bytes; at most 10 MB.';
comment on column service_file.for_staff is 'For colleagues only; else for everybody who sees the service.';
comment on column service_file.removed_at is 'When it was removed; null while it is there. It can be put back.';
comment on column service_file.content is 'The file itself.';

-- Appointments.

comment on table meeting is 'A conversation of an asker with an organisation, and the handing guide when they come too: proposed times, and the one that was chosen.';
comment on column meeting.question_id is 'About which question.';
comment on column meeting.organisation_id is 'With whom.';
comment on column meeting.state is 'Where it is; missed is that the asker did not come.';
comment on column meeting.manner is 'How they meet.';
comment on column meeting.place is 'Where it is, or which number is called or page opened; null where that is not said.';
comment on column meeting.minutes is 'How long.';
comment on column meeting.times is 'What was proposed, earliest first; at most three.';
comment on column meeting.starts_at is 'The time that was chosen; null before.';
comment on column meeting.guide_id is 'The handing guide, when they come too.';
comment on column meeting.host_email is 'Where the partner''s invitation goes; null for nowhere.';
comment on column meeting.sequence is 'How often its invitation changed: what calendars tell a newer one by.';
comment on column meeting.made_at is 'When times were proposed first.';

-- The warm handover.

comment on table guest is 'Who answers for a partner without a sign-in: who they say to be, after a code that was mailed to the organisation. Kept because a person may ask who looked.';
comment on column guest.organisation_id is 'For which organisation.';
comment on column guest.name is 'As they gave it.';
comment on column guest.role is 'What they do there, as they gave it.';
comment on column guest.came_at is 'When they came in.';

comment on table handover is 'A warm handover: the person''s yes, what the partner sees and from when, the conversation, the outcome. Its life is the table of steps in handover.ts. When only a law keeps its question, the words go.';
comment on column handover.question_id is 'Which question is handed over.';
comment on column handover.reference is 'The question''s number, for on the telephone.';
comment on column handover.from_id is 'The organisation that hands over.';
comment on column handover.to_id is 'The partner: the organisation that receives.';
comment on column handover.staff_id is 'Who proposed it.';
comment on column handover.purpose is 'To take the question over, or to work on it together with others by one plan.';
comment on column handover.why is 'Why to this partner, in the guide''s words.';
comment on column handover.hope is 'What the asker hopes for; null when nothing was said.';
comment on column handover.shares is 'What goes along: {item: ''offer'' or ''accept''}, from when the partner sees it.';
comment on column handover.state is 'Where it is. The last six are ends.';
comment on column handover.stuck is 'Why a coordinator must decide; null while it goes its way.';
comment on column handover.waits_for is 'Whom the next step waits for; null once it has ended.';
comment on column handover.due_at is 'By when that step is due; null once it has ended.';
comment on column handover.shown is 'What the partner sees now: nothing, what it judges the offer by, or all that goes along.';
comment on column handover.ground is 'The ground of the agreement by which it was offered; null before.';
comment on column handover.agreement is 'The name or number of that agreement; null before.';
comment on column handover.proposed_at is 'When it was proposed.';
comment on column handover.agreed_at is 'When the person said yes; null before.';
comment on column handover.agreed_how is 'On the person''s own page, or said to somebody who wrote it down.';
comment on column handover.agreed_with is 'The member of staff to whom it was said; null on the own page.';
comment on column handover.offered_at is 'When it was offered to the partner; null before.';
comment on column handover.decided_at is 'When the partner accepted or declined; null before.';
comment on column handover.partner_staff_id is 'Who of the partner''s staff acts on it; null for nobody yet, or a guest.';
comment on column handover.partner_guest_id is 'Which guest of the partner acts on it; null for nobody yet, or staff.';
comment on column handover.meeting_id is 'The conversation that is proposed or planned, or was held; null while there is none.';
comment on column handover.missed is 'How often the person did not come.';
comment on column handover.met_at is 'When they met; null before.';
comment on column handover.outcome is 'What came of it, as the partner reports; null before.';
comment on column handover.outcome_text is 'The same in words; null when nothing was said.';
comment on column handover.reported_at is 'When the partner reported; null before.';
comment on column handover.declined is 'Why the partner declined; null when it did not.';
comment on column handover.declined_text is 'The same in words; null when nothing was said.';
comment on column handover.next_id is 'Where it should go instead, as the partner says.';
comment on column handover.late is 'A step of it was not done by its due moment.';
comment on column handover.ended_at is 'When it ended, in whatever way; null while it runs.';
comment on column handover.partner_until is 'Until when the partner still sees it: four weeks after its end; null while it runs.';

comment on table plan is 'One plan for a person with whom several partners work: its goal, and the person''s yes to it as it stands. Gone when only a law keeps its question.';
comment on column plan.question_id is 'Of which question.';
comment on column plan.goal is 'What it is to come to.';
comment on column plan.agreed_at is 'When the person said yes to it as it stands; null when it was changed since, or never.';
comment on column plan.agreed_how is 'On the person''s own page, or said to somebody who wrote it down.';
comment on column plan.agreed_with is 'The member of staff to whom it was said; null on the own page.';
comment on column plan.changed_at is 'When it was changed last.';

comment on table plan_step is 'What somebody does in a plan, by when.';
comment on column plan_step.question_id is 'Of which question''s plan.';
comment on column plan_step.what is 'What is done.';
comment on column plan_step.organisation_id is 'The organisation that does it; null for the person.';
comment on column plan_step.due_on is 'By which day.';
comment on column plan_step.done_at is 'When it was done; null before.';
comment on column plan_step.done_note is 'What was said of it then; null when nothing.';

-- What the database does for the program.

comment on procedure protect is 'Protects a table: the wall between regions (restrictive, so that no other policy opens it), then who sees, adds and changes, and how long its rows are kept. Removal is for the program''s own tasks (the retention run); a table where others remove says so by itself.';
comment on function app_region is 'The actor of this transaction, as database.transaction set it: the region. Without an actor it fails, and so does every query.';
comment on function app_kind is 'The actor: public, link, staff, task, guest or resident.';
comment on function app_sight is 'How far the actor sees: none, subject (one link), organisation or region.';
comment on function app_organisation is 'The organisation of a member of staff; null for anybody else.';
comment on function app_staff is 'The member of staff; null for anybody else.';
comment on function app_subject is 'What a link opens; null for anybody else.';
comment on function app_granted is 'Questions that were granted to the actor by id: to a colleague of another organisation, to a resident their own.';
comment on function app_partner is 'The organisation whose handovers the actor may see: a member of staff''s own, or that of a guest who came in by a code.';
comment on function app_guest is 'The guest; null for anybody else.';
comment on function app_persons is 'The persons that are a resident''s own, or of whom they act for.';
comment on function app_resident is 'The resident; null for anybody else.';
comment on function app_privacy is 'Whether the actor is a privacy officer.';
comment on function app_coordinates is 'Whether the actor is a coordinator.';
comment on function app_covers is 'For whom the actor stands in today.';
comment on function app_keeps is 'Whether the actor keeps this service, and so writes its versions.';
comment on function in_plan is 'Whether the actor''s organisation takes part in the plan of this question.';
comment on function session_holder is 'Who holds this session, asked before there is an actor. Nothing for a session that ended or was revoked, or for somebody who left. A token that was just replaced counts for another minute.';
comment on function known_elsewhere is 'Which questions this exact number, address or phone number finds in the region, whoever owns them: their ids and organisations, for a request, and nothing else.';
comment on function persons_like is 'Of a numbered question, its asker and whoever has the same address or phone number: ids, on whose questions the policies then decide.';
comment on function questions_with_words is 'The newest questions with these words, within the actor''s region and sight. Text search is not leakproof, so under policies its index goes unused: this asks as the owner, and the policies decide on the ids.';
comment on function find_services is 'The services in which all words stand, then those with some of them; where there is none, those with a title like it. Asks as the owner for the same reason; the policies decide on the ids.';
comment on function catalogue_changed is 'Everybody who publishes says that the catalogue changed; its words are the Werkcentrum''s to change.';
comment on function handovers_waiting is 'How many handovers wait for the actor''s organisation, and for the coordinator who looks: a count of what the policies would let through, planned once a connection, for every page of the workplace asks it.';
comment on function handover_shown is 'What the partner sees of the person and the question at this moment, and nothing else: the items of the set that is shown now, as they stand now.';
comment on function handover_file is 'One of the files that go along, for the partner to whom it is shown.';
comment on function handover_person is 'Whom a handover is about, for the look at it: an id, for the partner to whom it is shown.';
comment on function forget_danger is 'Of what somebody was in danger goes with the mark.';
comment on function tell_national_help is 'The nation''s own set-up says whom to call in the whole country.';
