-- What carriers' mails come to, and what this shop taught of their words.

-- The carrier whose address a mail in the queue bears; '' nobody's.
ALTER TABLE unread ADD COLUMN sender TEXT NOT NULL DEFAULT '';

-- How many notices each pattern of a sender read, by day.
CREATE TABLE notice_counts (
  sender TEXT NOT NULL,
  row    TEXT NOT NULL,
  day    INTEGER NOT NULL, -- days since 1970
  n      INTEGER NOT NULL,
  PRIMARY KEY (sender, row, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE wordings (
  id        INTEGER PRIMARY KEY,
  sender    TEXT NOT NULL,
  lang      TEXT NOT NULL,
  place     TEXT NOT NULL, -- subject, body
  means     TEXT NOT NULL,
  words     TEXT NOT NULL,
  unread    TEXT NOT NULL, -- the entry of the queue it was taught from
  run       INTEGER NOT NULL, -- that recorded what it made readable; 0 none
  settled   TEXT NOT NULL, -- JSON array of the entries it took out of the queue
  by        TEXT NOT NULL,
  at        INTEGER NOT NULL,
  undone_at INTEGER NOT NULL
) STRICT;
