-- An import is recorded in turns, so that nobody waits for a whole file. Until its last turn it is 'under_way'; one that was
-- taken back before that is 'cut_short'.
ALTER TABLE runs ADD COLUMN state TEXT NOT NULL DEFAULT '';
CREATE INDEX runs_under_way ON runs(id) WHERE state = 'under_way';
