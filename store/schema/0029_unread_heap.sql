-- What nobody could read lies in the order in which it came, and only its ids are sorted: in a table sorted by id, looking for one
-- entry reads the whole mail of every other that it is compared with, up to 30 MB each.

CREATE TABLE unread_as_it_came (
  id      TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,
  why     TEXT NOT NULL,
  source  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  state   TEXT NOT NULL,
  seen    INTEGER NOT NULL,
  sender  TEXT NOT NULL DEFAULT '',
  raw     BLOB NOT NULL -- last: what stands before it is read without it
) STRICT;
INSERT INTO unread_as_it_came SELECT id, kind, subject, why, source, at, state, seen, sender, raw FROM unread ORDER BY at, id;
DROP TABLE unread;
ALTER TABLE unread_as_it_came RENAME TO unread;
CREATE INDEX unread_open ON unread(at) WHERE state = 'open';
