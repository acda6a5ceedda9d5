-- What the shop decided its statuses by, one row for each change; the last is in force. What was shown at a past moment
-- follows from the rules of then, so a row is never changed.
CREATE TABLE rulings (
  n     INTEGER PRIMARY KEY,
  at    INTEGER NOT NULL,
  by    TEXT NOT NULL,
  what  TEXT NOT NULL, -- code: what was changed
  rules TEXT NOT NULL  -- JSON, complete, as package app writes it
) STRICT;

CREATE TRIGGER rulings_stay BEFORE UPDATE ON rulings
BEGIN
  SELECT RAISE(ABORT, 'a ruling is never changed; make a new one');
END;
CREATE TRIGGER rulings_last BEFORE DELETE ON rulings
BEGIN
  SELECT RAISE(ABORT, 'a ruling is never deleted; make a new one');
END;
