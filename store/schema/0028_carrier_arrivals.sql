-- Arrivals are kept by carrier too, so that a feed which goes on speaking of one carrier may be silent about another. carrier is
-- '' for all that came from a source. What came of each carrier before follows from where its facts were seen: once for an import.
CREATE TABLE arrivals_of_voices (
  source  TEXT NOT NULL,
  carrier TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (source, carrier, at)
) STRICT, WITHOUT ROWID;
INSERT INTO arrivals_of_voices SELECT source, '', at FROM arrivals;
INSERT OR IGNORE INTO arrivals_of_voices SELECT e.source, e.facts ->> '$.parcel.carrier' AS carrier, min(s.recorded_at)
  FROM sightings s JOIN events e ON e.seq = s.event_seq
  WHERE e.kind = 'carrier_event' AND carrier <> '' AND e.facts ->> '$.source.kind' IN ('carrier_file', 'carrier_mail', 'label')
  GROUP BY e.source, carrier, s.run, CASE s.run WHEN 0 THEN s.recorded_at END;
DROP TABLE arrivals;
ALTER TABLE arrivals_of_voices RENAME TO arrivals;

-- Made again from the arrivals when the file is opened.
DROP TABLE silences;
CREATE TABLE silences (
  source   TEXT NOT NULL,
  carrier  TEXT NOT NULL, -- '' while nothing comes from the source at all
  from_at  INTEGER NOT NULL,
  to_at    INTEGER NOT NULL, -- 0 while it goes on
  known    INTEGER NOT NULL, -- its usual gap was known, so that the silence means something
  heard_at INTEGER NOT NULL, -- the last arrival before
  usual    INTEGER NOT NULL, -- the usual gap by then, in milliseconds
  PRIMARY KEY (source, carrier, from_at)
) STRICT, WITHOUT ROWID;
