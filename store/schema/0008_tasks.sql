-- Tasks are read without their orders, and the shop's own stand beside those of orders: order_id is '' for them.
ALTER TABLE tasks RENAME TO tasks_before;
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
  actor     TEXT NOT NULL, -- who took or ended it
  task      TEXT NOT NULL, -- track.Task as JSON
  PRIMARY KEY (id, order_id)
) STRICT, WITHOUT ROWID;
INSERT INTO tasks SELECT t.id, t.order_id, t.code, t.owner, t.subject, t.state, t.open, t.opened_at, t.due_at, t.ended_at,
  coalesce(s.value ->> '$.by', ''), s.value
  FROM tasks_before t JOIN orders o ON o.id = t.order_id JOIN json_each(o.state, '$.tasks') s ON s.value ->> '$.task' = t.id;
DROP TABLE tasks_before;
-- A task without a due time comes last.
CREATE INDEX tasks_queue ON tasks(owner, (due_at = 0), due_at, id) WHERE open = 1 AND state <> 'waiting';
CREATE INDEX tasks_waiting ON tasks((due_at = 0), due_at, id) WHERE open = 1 AND state = 'waiting';
CREATE INDEX tasks_actor ON tasks(actor, (due_at = 0), due_at, id) WHERE open = 1 AND actor <> '';
CREATE INDEX tasks_due ON tasks(due_at, owner, state) WHERE open = 1 AND due_at > 0;
CREATE INDEX tasks_ended ON tasks(ended_at) WHERE ended_at > 0;
CREATE INDEX tasks_last_ended ON tasks((ended_at = 0), (-ended_at), id) WHERE ended_at > 0;
CREATE INDEX tasks_shop ON tasks(id) WHERE order_id = '';
CREATE INDEX events_shop_acts ON events(seq) WHERE order_key = '' AND kind IN ('task_taken', 'task_waits', 'task_stepped', 'task_resolved');

-- When a source was silent, from its arrivals. The last row of a source has no end: it is silent from then on if nothing comes.
CREATE TABLE silences (
  source  TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL, -- 0 while it goes on
  known   INTEGER NOT NULL, -- its usual gap was known, so that the silence means something
  PRIMARY KEY (source, from_at)
) STRICT, WITHOUT ROWID;
-- Which sources report on which carriers, since when.
CREATE TABLE feed_carriers (
  source   TEXT NOT NULL,
  carrier  TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  PRIMARY KEY (source, carrier)
) STRICT, WITHOUT ROWID;
INSERT INTO feed_carriers SELECT source, facts ->> '$.parcel.carrier', min(recorded_at) FROM events
  WHERE kind = 'carrier_event' AND facts ->> '$.parcel.carrier' <> '' AND facts ->> '$.source.kind' IN ('carrier_file', 'carrier_mail', 'label')
  GROUP BY 1, 2;

-- When something waited in a list that people empty. A fact, like arrivals: rows are added and ended, never taken away.
CREATE TABLE queue_spans (
  code    TEXT NOT NULL,
  subject TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL, -- 0 while something waits
  PRIMARY KEY (code, subject, from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO queue_spans SELECT 'unread_' || kind, '', min(at), 0 FROM unread WHERE state = 'open' AND kind IN ('notice', 'scan') GROUP BY kind;
INSERT INTO queue_spans SELECT 'unmatched', '', min(e.recorded_at), 0 FROM unmatched u JOIN events e ON e.seq = u.event_seq HAVING count(*) > 0;

ALTER TABLE messages ADD COLUMN hold_until INTEGER NOT NULL DEFAULT 0; -- not before: our own people are told first

INSERT INTO counters (name, n) SELECT 'unmatched', count(*) FROM unmatched HAVING count(*) > 0;

-- Everything is looked at again, as after a clock that went back.
UPDATE settings SET value = '9007199254740991' WHERE key = 'derived_to';
