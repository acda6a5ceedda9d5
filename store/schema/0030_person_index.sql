-- No question asks for the orders of a customer's hash, and keeping those hashes sorted wrote a page picked by chance for each order
-- of an import.
DROP INDEX orders_person;

-- The search index merges its parts when there are eight of a size instead of four: each word of a large import is written anew less
-- often, and a search looks into a few parts more.
INSERT INTO order_search (order_search, rank) VALUES ('automerge', 8);
