-- Folders that are watched for files.
CREATE TABLE drop_folders (
  id        TEXT PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  path      TEXT NOT NULL UNIQUE,
  asks      INTEGER NOT NULL,            -- 1: a file waits until a person lets it in
  done      TEXT NOT NULL,               -- where files go that were taken; '' inside it
  failed    TEXT NOT NULL,               -- where files go that could not be; '' inside it
  profile   TEXT NOT NULL,               -- that every file is read by; '' the one it is known by
  source    TEXT NOT NULL,               -- that the facts are from; '' the profile's
  paused    INTEGER NOT NULL DEFAULT 0,
  fault     TEXT NOT NULL DEFAULT '',    -- code of what is wrong with it
  says      TEXT NOT NULL DEFAULT '',    -- the system's own words about it
  faulty_at INTEGER NOT NULL DEFAULT 0,  -- since when
  waits     INTEGER NOT NULL DEFAULT 0   -- somebody must do something about it
) STRICT, WITHOUT ROWID;

-- What was taken of files that are not put away yet, so that none is taken twice, whatever happens in between.
CREATE TABLE drop_claims (
  folder TEXT NOT NULL,
  claim  TEXT NOT NULL,    -- the file's name among the claims of its folder
  sha256 TEXT NOT NULL,    -- of it, or of a file in it
  run    INTEGER NOT NULL,
  PRIMARY KEY (folder, claim, sha256)
) STRICT, WITHOUT ROWID;

-- Files that could not be taken, or not whole, until somebody has looked at it.
CREATE TABLE drop_refusals (
  id       INTEGER PRIMARY KEY,
  folder   TEXT NOT NULL,            -- its name
  file     TEXT NOT NULL,
  path     TEXT NOT NULL,            -- where it lies, or a sheet of its rejected rows
  code     TEXT NOT NULL,
  message  TEXT NOT NULL,
  run      INTEGER NOT NULL,         -- that took the rest of it, 0 none
  rejected INTEGER NOT NULL,         -- rows of it
  at       INTEGER NOT NULL,
  seen_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX drop_refusals_open ON drop_refusals(folder) WHERE seen_at = 0;

ALTER TABLE runs ADD COLUMN folder TEXT NOT NULL DEFAULT ''; -- the name of the watched folder that the file lay in
