-- Today looks at who got in touch in the last days, not at the whole log.
CREATE INDEX events_contacts ON events(recorded_at) WHERE kind = 'contact';
