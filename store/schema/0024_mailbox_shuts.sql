-- Whose carriers' news come by which mailbox, and from when until when it was read. A mailbox that was removed brings none.
CREATE TABLE mailbox_carriers (
  mailbox  TEXT NOT NULL,
  carrier  TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL DEFAULT 0, -- 0: it is there
  PRIMARY KEY (mailbox, carrier)
) STRICT, WITHOUT ROWID;

-- When a mailbox brought nothing because somebody must do something about it first, or because it was paused. It is kept, not
-- derived: no fact says it.
CREATE TABLE mailbox_shuts (
  mailbox TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL DEFAULT 0, -- 0: it still is
  PRIMARY KEY (mailbox, from_at)
) STRICT, WITHOUT ROWID;

INSERT INTO mailbox_carriers (mailbox, carrier, since_at)
  SELECT m.id, e.facts ->> '$.parcel.carrier' AS carrier, min(s.recorded_at)
  FROM mailboxes m JOIN runs r ON r.source = 'mailbox: ' || m.name JOIN sightings s ON s.run = r.id AND s.run > 0 JOIN events e ON e.seq = s.event_seq
  WHERE coalesce(carrier, '') <> '' GROUP BY m.id, carrier;
INSERT INTO mailbox_shuts (mailbox, from_at)
  SELECT id, max(faulty_at, tried_at) FROM mailboxes WHERE waits = 1 OR paused = 1;
