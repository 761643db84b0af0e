import type { Migration } from '../../sqlite/migrate.ts';

/** The goods list and the signed program packs. */
export const goodsAndPacks: Migration = {
  version: 3,
  name: 'goods-packs',
  sql: `
-- folded: name and codes in lower case for searching.
CREATE TABLE goods (
  sku TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  folded TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX goods_by_folded ON goods(folded);

CREATE TABLE barcodes (
  code TEXT NOT NULL,
  sku TEXT NOT NULL REFERENCES goods(sku) ON DELETE CASCADE,
  PRIMARY KEY (code, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX barcodes_of_goods ON barcodes(sku);

-- body: Pack, JSON; its signature is checked again whenever it is loaded.
CREATE TABLE packs (
  number INTEGER PRIMARY KEY,
  activate_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
`,
};
