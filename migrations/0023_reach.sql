-- Of what a room knows, a region chooses what it offers.
alter table region_setup add column lists jsonb not null default '{}';
comment on column region_setup.lists is 'What it offers of the lists of the rooms, each by its name: {name: [value]}. All of a list that is not there.';

-- Not only after mail that came back: whoever gets no mail hears from somebody what there is to say.
comment on column question.call is 'Somebody must tell the asker what there is to say: mail does not reach them.';
comment on column answer.reached is 'How it reached the asker: mailed; told by somebody; left on their page after three attempts on different days; there, because nobody needs to tell them.';
