import type { Migration } from '../../sqlite/migrate.ts';

/** Points that this till took and that the hub's word about members does not contain yet; the outbox only says what waits. */
export const ownSpends: Migration = {
  version: 15,
  name: 'own-spends',
  sql: `
-- points: all that one operation took of a wallet, in 10^-scale points. leased: of them, those the hub had set aside here.
CREATE TABLE own_spends (
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  wallet TEXT NOT NULL,
  member_id TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points > 0),
  leased INTEGER NOT NULL CHECK (leased BETWEEN 0 AND points),
  PRIMARY KEY (epoch, sequence, wallet)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_spends_of_member ON own_spends(member_id);
INSERT INTO own_spends
  SELECT epoch, sequence, key, member_id, value, 0 FROM outbox, json_each(spent) WHERE member_id IS NOT NULL AND value > 0;
ALTER TABLE outbox DROP COLUMN spent;
`,
};
