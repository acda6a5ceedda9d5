-- What the shop's own history teaches about its carriers.

-- Derived: how the journeys went of parcels that have ended.
CREATE TABLE transits (
  parcel     TEXT NOT NULL,
  order_id   TEXT NOT NULL,
  carrier    TEXT NOT NULL,
  service    TEXT NOT NULL, -- as compared
  zone       TEXT NOT NULL,
  ended_on   TEXT NOT NULL,
  arrived_on TEXT NOT NULL, -- '' when it came back
  days       INTEGER NOT NULL,
  lag        INTEGER NOT NULL,
  silences   TEXT NOT NULL, -- JSON array of [phase, days]
  forecast   TEXT NOT NULL, -- JSON, what had been said of it beforehand; '' nothing
  PRIMARY KEY (parcel, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX transits_ended ON transits(ended_on);

-- What was known at the start of a day, one row for each day after one on which something was recorded. Statuses rest on
-- what was known when their facts came, so a row stays as it is, whatever arrives, is taken back or is taught later.
CREATE TABLE histories (
  day  TEXT PRIMARY KEY,
  seq  INTEGER NOT NULL, -- of the newest event it knows
  said TEXT NOT NULL     -- track.History as JSON
) STRICT, WITHOUT ROWID;
