-- Names under which a secret may be kept that no mailbox uses: not yet, or not any more. What is kept under them is forgotten.
CREATE TABLE loose_secrets (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
