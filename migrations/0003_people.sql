-- The person who asks: a row of its own from the first question. Policies come with the question (0004): who sees a question sees its asker.

create table person (
  region_id int not null,
  id uuid not null,
  name text check (length(name) between 1 and 120),
  email text check (length(email) <= 254),
  phone text check (phone ~ '^\+[0-9]{6,15}$'),
  language text not null check (language in ('nl', 'en')),
  added_at timestamptz not null,
  primary key (region_id, id)
);
create index person_email on person (region_id, email) where email is not null;
create index person_phone on person (region_id, phone) where phone is not null;

-- The words of a name, folded to lower case without accents, to find somebody by any of them. A table and not a text index:
-- a comparison of text is leakproof, so that its index is used under policies, and a region's rows stay together.
create table person_word (
  region_id int not null,
  word text collate "C" not null check (length(word) between 1 and 120),
  person_id uuid not null,
  primary key (region_id, word, person_id),
  foreign key (region_id, person_id) references person (region_id, id) on delete cascade
);
create index person_word_person on person_word (region_id, person_id);
