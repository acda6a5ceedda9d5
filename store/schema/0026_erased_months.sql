-- A published month holds what things are called, and a thing may be called as a person is: an erase replaces those words, and
-- nothing else of it changes.
ALTER TABLE publications ADD COLUMN erased_at INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER publications_stay;
CREATE TRIGGER publications_stay BEFORE UPDATE OF month, edition, at, by, version ON publications
BEGIN
  SELECT RAISE(ABORT, 'a published month is never changed; publish it again');
END;
CREATE TRIGGER publications_words_only BEFORE UPDATE OF body, sha256 ON publications WHEN NEW.erased_at = OLD.erased_at
BEGIN
  SELECT RAISE(ABORT, 'a published month is never changed; publish it again');
END;
