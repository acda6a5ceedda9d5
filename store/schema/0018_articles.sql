-- What each stock list states of an article, so that the list can be taken back. Articles from before there was this table were
-- stated by nobody in particular (run 0).
CREATE TABLE item_stated (
  sku  TEXT NOT NULL,
  run  INTEGER NOT NULL,
  item TEXT NOT NULL, -- JSON, as package store writes it
  PRIMARY KEY (sku, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_stated_run ON item_stated(run);
INSERT INTO item_stated (sku, run, item) SELECT i.sku, 0, json_object('SKU', i.sku, 'Title', i.title, 'GTIN', i.gtin, 'Pack', i.pack,
  'Aliases', json((SELECT json_group_array(c.code) FROM item_codes c WHERE c.sku = i.sku)),
  'Cost', json_object('minor', i.unit_cost, 'currency', i.currency), 'OnHand', i.on_hand, 'Bin', i.bin,
  'Counted', strftime('%Y-%m-%dT%H:%M:%fZ', i.counted_at / 1000.0, 'unixepoch')) FROM items i WHERE i.counted_at > 0;
INSERT OR IGNORE INTO item_stated (sku, run, item) SELECT i.sku, 0, json_object('SKU', i.sku, 'Title', i.title, 'GTIN', i.gtin, 'Pack', i.pack,
  'Aliases', json((SELECT json_group_array(c.code) FROM item_codes c WHERE c.sku = i.sku)),
  'Cost', json_object('minor', i.unit_cost, 'currency', i.currency), 'OnHand', i.on_hand, 'Bin', i.bin) FROM items i;
