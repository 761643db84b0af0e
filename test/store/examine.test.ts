import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { tamper } from '../support/tamper.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { memberRecord, page, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

/** A closed till file with three sales. */
function soldFile(): string {
  const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
  for (const number of [1, 2, 3]) {
    const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 10 } });
    accepted(till.checkout.confirm(`P${number}`, confirmRequest(number, { receipt })));
  }
  till.store.close();
  return till.path;
}

const codes = (path: string) => examineTillFile(path).map((finding) => finding.code);

describe('examining a till file', () => {
  it('finds nothing wrong with an honest one, even beside the running till', () => {
    const till = openTestTill([memberRecord('m1')]);
    accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart({ member: 'm1' }) })));
    expect(examineTillFile(till.path)).toEqual([]);
    till.store.close();
    expect(examineTillFile(till.path)).toEqual([]);
  });

  it.each([
    [
      'a changed operation',
      "UPDATE journal SET payload = replace(payload, '10', '11') WHERE sequence = 2",
      'broken-chain',
    ],
    [
      'a changed posting',
      "UPDATE postings SET points = points + 1 WHERE account = 'redeemed'",
      'unbalanced-operation',
    ],
    [
      'a missing operation',
      'DELETE FROM outbox WHERE sequence = 3; DELETE FROM journal WHERE sequence = 3',
      'receipt-without-operation',
    ],
    ['a missing answer', 'DELETE FROM answers', 'operation-without-answer'],
    ['a later schema', "INSERT INTO schema_migrations VALUES (999, 'later', '')", 'schema'],
    [
      'a lot without its member',
      "INSERT INTO lots VALUES ('x', 'y', 'main', '', '', NULL, 1, 1)",
      'damaged-pages',
    ],
  ])('names %s', (_name, sql, code) => {
    const path = soldFile();
    tamper(path, sql);
    expect(codes(path)).toContain(code);
  });

  it('names the operation whose byte was changed', () => {
    const path = soldFile();
    tamper(path, "UPDATE journal SET payload = payload || ' ' WHERE sequence = 2");
    expect(examineTillFile(path)).toMatchObject([
      { code: 'broken-chain', detail: { en: 'The journal was changed at operation 2 of epoch 1.' } },
    ]);
  });

  it.each([
    ['the second page', () => 4096],
    ['the last page', (size: number) => size - 4096],
  ])('finds damage on %s and says nothing further', (_name, place) => {
    const path = soldFile();
    tamper(path, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, place(statSync(path).size));
    closeSync(file);
    expect(new Set(codes(path))).toEqual(new Set(['damaged-pages']));
  });

  it('counts what waits in quarantine', () => {
    const till = openTestTill([]);
    till.store.sync.apply(page('goods', [['broken', {}]]));
    expect(codes(till.path)).toEqual(['quarantine']);
  });

  it('says so when there is no file, no database or no till in it', () => {
    const folder = temporaryFolder();
    expect(codes(join(folder, 'none.db'))).toEqual(['cannot-open']);
    const text = join(folder, 'text.db');
    writeFileSync(text, 'hello '.repeat(1000));
    expect(codes(text)).toEqual(['damaged-pages']);
    const other = join(folder, 'other.db');
    openDatabase(other).close();
    expect(codes(other)).toEqual(['not-a-till']);
  });
});
