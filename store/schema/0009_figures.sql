-- What figures are counted from besides orders, and the figures that were published.

-- Every count of stock that a stock list stated; items holds only the last.
CREATE TABLE stock_counts (
  sku        TEXT NOT NULL,
  counted_at INTEGER NOT NULL,
  run        INTEGER NOT NULL,
  on_hand    INTEGER NOT NULL,
  unit_cost  INTEGER NOT NULL, -- minor units; no currency says that none was stated
  currency   TEXT NOT NULL,
  PRIMARY KEY (sku, counted_at, run)
) STRICT, WITHOUT ROWID;

-- A month whose figures were handed out. A later edition stands beside an earlier one.
CREATE TABLE publications (
  month   TEXT NOT NULL, -- YYYY-MM
  edition INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  by      TEXT NOT NULL,
  version TEXT NOT NULL, -- of the definitions
  body    BLOB NOT NULL, -- the figures and the rows behind them, as package app writes them
  sha256  TEXT NOT NULL, -- of body
  PRIMARY KEY (month, edition)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER publications_stay BEFORE UPDATE ON publications
BEGIN
  SELECT RAISE(ABORT, 'a published month is never changed; publish it again');
END;
CREATE TRIGGER publications_last BEFORE DELETE ON publications
BEGIN
  SELECT RAISE(ABORT, 'a published month is never deleted; publish it again');
END;
