import type { Migration } from '../../../../sqlite/migrate.ts';

// What an operation did to a member is one row: spend that tiers count (null where it counts none) and its legs, JSON:
// [[wallet, account, lot, points], …]. A push touches a page of the file for it instead of three. Readers go on asking
// `postings` and `member_spend`. Operations get a row id: their payloads then lie in the rows, not in pages of their own.
export const bookings: Migration = {
  version: 13,
  name: 'bookings',
  sql: `
CREATE TABLE bookings (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, operation_id TEXT NOT NULL, at_ms INTEGER,
  spend_minor INTEGER NOT NULL, purchases INTEGER NOT NULL, legs TEXT NOT NULL,
  PRIMARY KEY (chain_id, member_id, operation_id)
) STRICT, WITHOUT ROWID;
INSERT INTO bookings (chain_id, member_id, operation_id, at_ms, spend_minor, purchases, legs)
SELECT chain_id, member_id, operation_id, at_ms, spend_minor, purchases, '[]' FROM member_spend;
INSERT INTO bookings (chain_id, member_id, operation_id, at_ms, spend_minor, purchases, legs)
SELECT chain_id, member_id, operation_id, NULL, 0, 0, json_group_array(json_array(wallet, account, lot_id, points))
FROM (SELECT * FROM postings ORDER BY chain_id, member_id, operation_id, leg)
GROUP BY chain_id, member_id, operation_id
ON CONFLICT (chain_id, member_id, operation_id) DO UPDATE SET legs = excluded.legs;
DROP TABLE postings;
DROP TABLE member_spend;
CREATE VIEW postings (chain_id, member_id, operation_id, leg, wallet, account, lot_id, points) AS
SELECT b.chain_id, b.member_id, b.operation_id, leg.key, leg.value ->> 0, leg.value ->> 1, leg.value ->> 2,
  leg.value ->> 3
FROM bookings AS b, json_each(b.legs) AS leg;
CREATE VIEW member_spend (chain_id, member_id, operation_id, at_ms, spend_minor, purchases) AS
SELECT chain_id, member_id, operation_id, at_ms, spend_minor, purchases FROM bookings WHERE at_ms IS NOT NULL;
ALTER TABLE operations RENAME TO operations_before;
CREATE TABLE operations (
  chain_id TEXT NOT NULL, till_id TEXT NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
  operation_id TEXT, hash TEXT NOT NULL, payload TEXT NOT NULL, verdict TEXT NOT NULL, code TEXT, detail TEXT,
  received_at_ms INTEGER NOT NULL, PRIMARY KEY (chain_id, till_id, epoch, sequence)
) STRICT;
INSERT INTO operations SELECT * FROM operations_before ORDER BY received_at_ms;
DROP TABLE operations_before;
CREATE UNIQUE INDEX operations_by_id ON operations (chain_id, operation_id) WHERE verdict = 'applied';
CREATE INDEX operations_refused ON operations (chain_id, till_id) WHERE verdict = 'refused';
`,
};
