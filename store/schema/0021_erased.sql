-- An erase replaces words inside facts by their hashes, which is what the chain covers of them. Nothing else of an event changes.
DROP TRIGGER events_facts_stay;
CREATE TRIGGER events_facts_stay BEFORE UPDATE OF
  seq, id, recorded_at, hash, kind, source, order_key, return_id, retracts, phase ON events
BEGIN
  SELECT RAISE(ABORT, 'an event is never changed; record a retraction');
END;
CREATE TRIGGER events_words_only BEFORE UPDATE OF facts ON events WHEN instr(NEW.facts, '"erased:') = 0
BEGIN
  SELECT RAISE(ABORT, 'an event is never changed; record a retraction');
END;
