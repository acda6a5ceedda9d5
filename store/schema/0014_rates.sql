-- What figures are reckoned with besides facts, one row for each change: a published month is restated by them too.
CREATE TABLE rates (
  n     INTEGER PRIMARY KEY,
  at    INTEGER NOT NULL,
  by    TEXT NOT NULL,
  what  TEXT NOT NULL, -- JSON array of codes: what was changed
  rates TEXT NOT NULL  -- JSON, complete, as package app writes it
) STRICT;
