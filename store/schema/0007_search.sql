-- A single letter typed into the search is looked up like two, three or four: without an index of its own it gathers every
-- word that begins with it.

DROP TABLE order_search;
CREATE VIRTUAL TABLE order_search USING fts5 (
  numbers, customer, items,
  content = 'order_words', content_rowid = 'n',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
INSERT INTO order_search (order_search) VALUES ('rebuild');
