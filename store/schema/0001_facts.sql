-- Facts: what was asserted, by whom, in which import. Rows are added here and never taken away; what may be updated is said.

CREATE TABLE sources (
  id   TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  zone TEXT NOT NULL DEFAULT '' -- IANA name; '' is the shop's own
) STRICT;

-- An import run. Its number is shown as R000012.
CREATE TABLE runs (
  id         INTEGER PRIMARY KEY,
  file       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  profile    TEXT NOT NULL,
  source     TEXT NOT NULL,
  rows       INTEGER NOT NULL,
  new        INTEGER NOT NULL,
  changed    INTEGER NOT NULL,
  same       INTEGER NOT NULL,
  conflict   INTEGER NOT NULL,
  rejected   INTEGER NOT NULL,
  ignored    INTEGER NOT NULL,
  orders     INTEGER NOT NULL,
  events     INTEGER NOT NULL,
  by         TEXT NOT NULL,
  applied_at INTEGER NOT NULL,
  undone_at  INTEGER NOT NULL DEFAULT 0,
  plan       TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX runs_sha256 ON runs(sha256);
CREATE INDEX runs_source ON runs(source, applied_at);

CREATE TABLE rejects (
  run     INTEGER NOT NULL REFERENCES runs(id),
  n       INTEGER NOT NULL,
  sheet   TEXT NOT NULL,
  row     INTEGER NOT NULL,
  column  TEXT NOT NULL,
  value   TEXT NOT NULL,
  code    TEXT NOT NULL,
  message TEXT NOT NULL,
  cells   TEXT NOT NULL, -- the whole row as JSON, so that it can be saved, fixed and imported again
  PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  seq         INTEGER PRIMARY KEY, -- 1, 2, 3 … without a gap
  id          TEXT NOT NULL UNIQUE,
  facts       TEXT NOT NULL,       -- the event as canonical JSON
  recorded_at INTEGER NOT NULL,
  hash        BLOB NOT NULL,       -- SHA-256 over the hash of the row before, id, facts and recorded_at
  -- Copies of facts, to find rows by.
  kind        TEXT NOT NULL,
  source      TEXT NOT NULL,
  order_key   TEXT NOT NULL,
  return_id   TEXT NOT NULL,
  retracts    TEXT NOT NULL,
  phase       TEXT NOT NULL,
  -- Derived, outside the chain, updated whenever other facts arrive.
  as_of       TEXT NOT NULL,
  run         INTEGER NOT NULL,
  live        INTEGER NOT NULL,
  order_id    TEXT NOT NULL,
  parcel_id   TEXT NOT NULL
) STRICT;
CREATE INDEX events_order ON events(order_id) WHERE order_id <> '';
CREATE INDEX events_order_key ON events(order_key) WHERE order_key <> '';
CREATE INDEX events_return ON events(return_id) WHERE return_id <> '';
CREATE INDEX events_retracts ON events(retracts) WHERE retracts <> '';
CREATE INDEX events_unmapped ON events(source) WHERE phase = 'unmapped';

CREATE TRIGGER events_facts_stay BEFORE UPDATE OF
  seq, id, facts, recorded_at, hash, kind, source, order_key, return_id, retracts, phase ON events
BEGIN
  SELECT RAISE(ABORT, 'an event is never changed; record a retraction');
END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'an event is never deleted; record a retraction');
END;

-- Which run stated an event, and where in the file; run 0 is an act of ours or a notice read alone.
CREATE TABLE sightings (
  event_seq   INTEGER NOT NULL,
  run         INTEGER NOT NULL,
  row         INTEGER NOT NULL,
  sheet       TEXT NOT NULL,
  as_of       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (event_seq, run, row, sheet, as_of)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_run ON sightings(run, event_seq) WHERE run > 0;

-- The keys under which an event's parcel is looked up: its own number, its tracking number.
CREATE TABLE parcel_keys (
  key       TEXT NOT NULL,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (key, event_seq)
) STRICT, WITHOUT ROWID;

-- When something came from a source; one row for each time.
CREATE TABLE arrivals (
  source TEXT NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (source, at)
) STRICT, WITHOUT ROWID;

-- Beside the events, found by hash, replaced by an erase.
CREATE TABLE raws (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
  hash      TEXT PRIMARY KEY,
  email     TEXT NOT NULL, -- lower case, to find a person by
  customer  TEXT NOT NULL, -- JSON
  erased_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX people_email ON people(email) WHERE email <> '';
