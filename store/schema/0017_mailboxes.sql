-- Mailboxes that are read. What opens them is kept elsewhere under their id, and never here.
CREATE TABLE mailboxes (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  account    TEXT NOT NULL,              -- JSON: host, port, security, user, how to log in
  since_at   INTEGER NOT NULL,           -- mails before it are not fetched; 0 fetches all
  paused     INTEGER NOT NULL DEFAULT 0,
  tried_at   INTEGER NOT NULL DEFAULT 0,
  fetched_at INTEGER NOT NULL DEFAULT 0, -- the last try that went well
  fault      TEXT NOT NULL DEFAULT '',   -- code of what went wrong since
  says       TEXT NOT NULL DEFAULT '',   -- the server's own words about it
  faulty_at  INTEGER NOT NULL DEFAULT 0, -- since when
  waits      INTEGER NOT NULL DEFAULT 0  -- somebody must do something about it
) STRICT, WITHOUT ROWID;

-- The folders that are read of each, and how far.
CREATE TABLE mailbox_folders (
  mailbox  TEXT NOT NULL REFERENCES mailboxes(id) ON DELETE CASCADE,
  folder   TEXT NOT NULL,
  validity INTEGER NOT NULL DEFAULT 0,
  uid      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (mailbox, folder)
) STRICT, WITHOUT ROWID;

-- The mails that were taken from mailboxes, each once, wherever else it lies.
CREATE TABLE mails (
  hash    TEXT PRIMARY KEY, -- of what it says, without the traces of its way
  mailbox TEXT NOT NULL,
  at      INTEGER NOT NULL,
  what    TEXT NOT NULL,    -- notice, unread, ignored
  run     INTEGER NOT NULL  -- 0 when it stated nothing
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_mailbox ON mails(mailbox, at);
