-- Texts and customers lie in the order in which they came, and only their hashes are sorted: a large import then writes
-- them one after the other instead of into a page picked by chance.

ALTER TABLE raws RENAME TO raws_by_hash;
CREATE TABLE raws (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
INSERT INTO raws (hash, text) SELECT hash, text FROM raws_by_hash ORDER BY hash;
DROP TABLE raws_by_hash;

ALTER TABLE people RENAME TO people_by_hash;
CREATE TABLE people (
  hash      TEXT PRIMARY KEY,
  email     TEXT NOT NULL, -- lower case, to find a person by
  customer  TEXT NOT NULL, -- JSON
  erased_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO people (hash, email, customer, erased_at) SELECT hash, email, customer, erased_at FROM people_by_hash ORDER BY hash;
DROP TABLE people_by_hash;
CREATE INDEX people_email ON people(email) WHERE email <> '';
