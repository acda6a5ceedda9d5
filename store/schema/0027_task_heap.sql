-- Tasks lie in the order in which they arose, like texts and customers, and only their ids are sorted: an import that opens a task
-- with each order then writes them one after the other instead of into a page picked by chance.

CREATE TABLE tasks_as_they_arose (
  id        TEXT NOT NULL,
  order_id  TEXT NOT NULL,
  code      TEXT NOT NULL,
  owner     TEXT NOT NULL,
  subject   TEXT NOT NULL,
  state     TEXT NOT NULL,
  open      INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  due_at    INTEGER NOT NULL,
  ended_at  INTEGER NOT NULL,
  actor     TEXT NOT NULL, -- who took or ended it
  task      TEXT NOT NULL, -- track.Task as JSON
  PRIMARY KEY (id, order_id)
) STRICT;
INSERT INTO tasks_as_they_arose SELECT * FROM tasks ORDER BY opened_at, id, order_id;
DROP TABLE tasks;
ALTER TABLE tasks_as_they_arose RENAME TO tasks;
-- A task without a due time comes last.
CREATE INDEX tasks_queue ON tasks(owner, (due_at = 0), due_at, id) WHERE open = 1 AND state <> 'waiting';
CREATE INDEX tasks_waiting ON tasks((due_at = 0), due_at, id) WHERE open = 1 AND state = 'waiting';
CREATE INDEX tasks_actor ON tasks(actor, (due_at = 0), due_at, id) WHERE open = 1 AND actor <> '';
CREATE INDEX tasks_due ON tasks(due_at, owner, state) WHERE open = 1 AND due_at > 0;
CREATE INDEX tasks_ended ON tasks(ended_at) WHERE ended_at > 0;
CREATE INDEX tasks_last_ended ON tasks((ended_at = 0), (-ended_at), id) WHERE ended_at > 0;
CREATE INDEX tasks_shop ON tasks(id) WHERE order_id = '';
CREATE INDEX tasks_back ON tasks(task ->> '$.until') WHERE open = 1 AND state = 'waiting';
