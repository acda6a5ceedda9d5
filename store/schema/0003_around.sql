-- Around the orders: queues, stations, settings and what is handed out.

-- What nobody could read yet: a notice, a carrier's code, a barcode. The same bytes are one row.
CREATE TABLE unread (
  id      TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  raw     BLOB NOT NULL,
  subject TEXT NOT NULL,
  why     TEXT NOT NULL,
  source  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  state   TEXT NOT NULL,
  seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unread_open ON unread(at) WHERE state = 'open';

-- The id is chosen by whoever sends the scan: the same id is recorded once.
CREATE TABLE scans (
  id       TEXT PRIMARY KEY,
  at       INTEGER NOT NULL,
  station  TEXT NOT NULL,
  operator TEXT NOT NULL,
  raw      TEXT NOT NULL,
  meaning  TEXT NOT NULL,
  verdict  TEXT NOT NULL,
  code     TEXT NOT NULL,
  order_id TEXT NOT NULL,
  events   TEXT NOT NULL, -- JSON array of event ids
  answer   TEXT NOT NULL  -- JSON, what the station was told
) STRICT, WITHOUT ROWID;
CREATE INDEX scans_station ON scans(station, at);
CREATE INDEX scans_at ON scans(at);
CREATE INDEX scans_order ON scans(order_id) WHERE order_id <> '';

CREATE TABLE stations (
  name  TEXT PRIMARY KEY,
  state TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE profiles (
  name    TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  profile TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
  sku        TEXT PRIMARY KEY,
  title      TEXT NOT NULL,
  gtin       TEXT NOT NULL,
  pack       INTEGER NOT NULL, -- units behind the gtin
  unit_cost  INTEGER NOT NULL, -- minor units
  currency   TEXT NOT NULL,
  on_hand    INTEGER NOT NULL,
  bin        TEXT NOT NULL,
  counted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE item_codes (
  code     TEXT NOT NULL,
  sku      TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (code, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_codes_sku ON item_codes(sku);

-- What we send: one message for an order, milestone and channel, however often it is asked for.
CREATE TABLE messages (
  id        INTEGER PRIMARY KEY,
  order_id  TEXT NOT NULL,
  milestone TEXT NOT NULL,
  channel   TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject   TEXT NOT NULL,
  body      TEXT NOT NULL,
  state     TEXT NOT NULL, -- waiting, sent, given_up
  tries     INTEGER NOT NULL,
  error     TEXT NOT NULL,
  queued_at INTEGER NOT NULL,
  sent_at   INTEGER NOT NULL,
  UNIQUE (order_id, milestone, channel)
) STRICT;
CREATE INDEX messages_waiting ON messages(queued_at) WHERE state = 'waiting';

CREATE TABLE pages (
  order_id   TEXT PRIMARY KEY,
  token      TEXT NOT NULL UNIQUE,
  hash       TEXT NOT NULL, -- of what was last written; '' never written or taken down
  written_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
