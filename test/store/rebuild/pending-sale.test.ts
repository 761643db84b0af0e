import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/sqlite/open-database.ts';
import { rebuildTill } from '../../../src/store/rebuild/rebuild-till.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../../support/till-sale.ts';

it('a sale that was answered and had not found its place is there after a rebuild', () => {
  const till = openTestTill([]);
  const receipt = cart({ member: null, redeem: null });
  accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt })));
  const damagedPath = join(temporaryFolder(), 'damaged');
  const targetPath = join(temporaryFolder(), 'target');
  for (const suffix of ['', '-wal']) copyFileSync(till.path + suffix, damagedPath + suffix);
  const report = rebuildTill({ damagedPath, copies: [], targetPath, identity: null, nowMs: 0 });
  expect([report.operations, report.waiting, report.gaps]).toEqual([1, 1, []]);
  const rebuilt = openDatabase(targetPath, { mode: 'read-only' });
  expect(rebuilt.all('SELECT purchase_id, state FROM purchases')).toEqual([
    { purchase_id: 'P1', state: 'confirmed' },
  ]);
  expect(rebuilt.all("SELECT body_hash <> '' AS whole FROM answers")).toEqual([{ whole: 1 }]);
  rebuilt.close();
});
