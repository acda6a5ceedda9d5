-- How a person said that files of a kind are read, so that the next one is read the same way. The newest row of a kind that nobody
-- forgot, and whose import still counts, is in force, as a whole.
CREATE TABLE choices (
  id           INTEGER PRIMARY KEY,
  looks        TEXT NOT NULL,             -- fingerprint of the header as it is found when nobody says anything
  reads        TEXT NOT NULL,             -- of the header as it was read by them
  source       TEXT NOT NULL,             -- that was said beside them; '' the profile's
  file         TEXT NOT NULL,             -- the file they were said of
  said         TEXT NOT NULL,             -- JSON object: choice -> what was chosen
  since        TEXT NOT NULL,             -- JSON object: choice -> the run that it was first said at
  run          INTEGER NOT NULL,          -- that was read by them
  at           INTEGER NOT NULL,
  forgotten_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX choices_looks ON choices(looks, source);
CREATE INDEX choices_reads ON choices(reads, source);
