-- A neighbour with whom no safe connection can be made is a trouble of its own: somebody must put that right.
alter table task drop constraint task_trouble_check;
alter table task add constraint task_trouble_check check (trouble in ('no-answer', 'unreachable', 'cut', 'busy', 'refused', 'insecure', 'unset', 'error'));
