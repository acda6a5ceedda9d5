-- What the shop was told and worked by at any moment, where it does not follow from the events.

-- How much waited in a list that people empty, each time that changed. A fact, like queue_spans: what was there at a past
-- moment is not seen in the list any more.
CREATE TABLE queue_levels (
  code    TEXT NOT NULL,
  subject TEXT NOT NULL,
  at      INTEGER NOT NULL,
  n       INTEGER NOT NULL, -- 0 when the last of it was gone
  facts   TEXT NOT NULL,    -- JSON array: what its story names besides n
  PRIMARY KEY (code, subject, at)
) STRICT, WITHOUT ROWID;

-- What rulings name by a checksum, such as the public holidays that a version of the program shipped.
CREATE TABLE ruling_parts (
  sum  TEXT PRIMARY KEY,
  part TEXT NOT NULL
) STRICT, WITHOUT ROWID;
