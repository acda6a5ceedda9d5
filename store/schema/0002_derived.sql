-- Derived: every row here follows from the facts and can be made again from them, byte for byte.

CREATE TABLE orders (
  n         INTEGER PRIMARY KEY, -- seq of the first event that stated the order
  id        TEXT NOT NULL UNIQUE,
  source    TEXT NOT NULL,
  number    TEXT NOT NULL,
  key       TEXT NOT NULL,
  placed_at INTEGER NOT NULL,
  check_at  INTEGER NOT NULL,    -- when time alone may change it; 0 never
  person    TEXT NOT NULL,       -- hash of the customer in force
  customer  TEXT NOT NULL,       -- the name shown
  state     TEXT NOT NULL        -- track.OrderState as canonical JSON
) STRICT;
CREATE INDEX orders_placed ON orders(placed_at, n);
CREATE INDEX orders_key ON orders(key);
CREATE INDEX orders_person ON orders(person) WHERE person <> '';
CREATE INDEX orders_check ON orders(check_at) WHERE check_at > 0;

-- Which views an order is listed in, newest order last.
CREATE TABLE order_views (
  view      TEXT NOT NULL,
  placed_at INTEGER NOT NULL,
  n         INTEGER NOT NULL,
  PRIMARY KEY (view, placed_at, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE parcels (
  id       TEXT NOT NULL,
  order_id TEXT NOT NULL,
  carrier  TEXT NOT NULL,
  tracking TEXT NOT NULL, -- as compared: upper case, no spaces
  phase    TEXT NOT NULL,
  PRIMARY KEY (id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcels_phase ON parcels(phase, carrier);

CREATE TABLE returns (
  id       TEXT NOT NULL,
  order_id TEXT NOT NULL,
  kind     TEXT NOT NULL,
  phase    TEXT NOT NULL,
  PRIMARY KEY (id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX returns_phase ON returns(phase);

-- One row per episode, ended ones too.
CREATE TABLE tasks (
  id        TEXT NOT NULL,
  order_id  TEXT NOT NULL,
  code      TEXT NOT NULL,
  owner     TEXT NOT NULL,
  subject   TEXT NOT NULL,
  state     TEXT NOT NULL,
  open      INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  due_at    INTEGER NOT NULL,
  ended_at  INTEGER NOT NULL,
  PRIMARY KEY (id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_open ON tasks(due_at, id) WHERE open = 1;
CREATE INDEX tasks_ended ON tasks(ended_at) WHERE open = 0;

-- Live events that belong to no order yet.
CREATE TABLE unmatched (
  event_seq INTEGER PRIMARY KEY
) STRICT;

-- How many orders each view holds, parcels each phase, tasks each owner.
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  n    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The words an order is found by.
CREATE TABLE order_words (
  n        INTEGER PRIMARY KEY,
  numbers  TEXT NOT NULL,
  customer TEXT NOT NULL,
  items    TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE order_search USING fts5 (
  numbers, customer, items,
  content = 'order_words', content_rowid = 'n',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
