-- Which imports brought what nobody could read; run 0 is any other way, and what came before this was written down.
CREATE TABLE unread_runs (
  unread TEXT NOT NULL,
  run    INTEGER NOT NULL,
  PRIMARY KEY (unread, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX unread_runs_run ON unread_runs(run);

INSERT INTO unread_runs (unread, run) SELECT id, 0 FROM unread;

-- The import whose place it took, read otherwise: that one counts again when this one is undone. 0: none.
ALTER TABLE runs ADD COLUMN instead INTEGER NOT NULL DEFAULT 0;
