-- The last day of an order: on which anything is promised or has happened to its parcels. Figures of the last days are counted
-- from the orders of those days, not from all.
ALTER TABLE orders ADD COLUMN last_on TEXT NOT NULL DEFAULT '';
CREATE INDEX orders_last ON orders(last_on);
CREATE INDEX tasks_back ON tasks(task ->> '$.until') WHERE open = 1 AND state = 'waiting';
