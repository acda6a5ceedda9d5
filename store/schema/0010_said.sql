-- What people said of what nobody could place.

CREATE INDEX events_said ON events(seq) WHERE kind IN ('linked', 'disowned');

-- What a barcode was taught to mean. A row is never taken away; an undone one means nothing any more.
CREATE TABLE taught (
  n         INTEGER PRIMARY KEY,
  code      TEXT NOT NULL, -- as scanned, folded for comparing
  means     TEXT NOT NULL, -- item, order, parcel
  target    TEXT NOT NULL, -- a SKU, an order's id, a parcel's number
  unread    TEXT NOT NULL, -- the entry of the queue it was taught from
  by        TEXT NOT NULL,
  at        INTEGER NOT NULL,
  undone_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX taught_code ON taught(code) WHERE undone_at = 0;

-- Every version a profile ever had, deleted ones too.
CREATE TABLE profile_versions (
  name    TEXT NOT NULL,
  version INTEGER NOT NULL,
  profile TEXT NOT NULL, -- JSON
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;
INSERT INTO profile_versions (name, version, profile, kept_at) SELECT name, version, profile, 0 FROM profiles;
