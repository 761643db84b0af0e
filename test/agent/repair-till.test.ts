import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examineTill } from '../../src/agent/examine-till.ts';
import { repairTill } from '../../src/agent/repair-till.ts';
import type { Sentence } from '../../src/contracts/sentence.ts';
import { lockFile } from '../../src/sqlite/file-lock.ts';
import { tamper } from '../support/tamper.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { memberRecord, openTestStore, pointsLot, stockedStore } from '../support/till-fixtures.ts';
import { handClock, noonMs } from '../support/till-pieces.ts';
import { accepted, cart, checkoutOver, confirmRequest, operationIdOf } from '../support/till-sale.ts';

const nothing = { requeue: [], discard: [] };
const agree = async () => true;

/** A stopped till with three sales; the hub has refused the second. */
function stoppedTill() {
  const dataDir = temporaryFolder();
  const path = join(dataDir, 'till.sqlite');
  const clock = handClock();
  const { store } = stockedStore([memberRecord('m1', { lots: [pointsLot('a', 500)] })], { path, clock });
  const checkout = checkoutOver(store, clock);
  for (const number of [1, 2, 3]) {
    const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 10 } });
    accepted(checkout.confirm(`P${number}`, confirmRequest(number, { receipt })));
  }
  const { operations } = store.sync.outbox(10, 1_000_000);
  store.sync.settle({
    verdicts: operations.slice(0, 2).map(({ sequence }) => ({
      sequence,
      verdict: sequence === 2 ? ('refused' as const) : ('applied' as const),
      code: sequence === 2 ? 'unknown-member' : null,
      detail: null,
    })),
    head: operations[1]?.hash ?? '',
    headSequence: 2,
    headSignature: 'c2ln',
    keyId: 'k1',
    hubTimeMs: noonMs,
  });
  store.close();
  return { dataDir, path, operations };
}

const codes = (dataDir: string) => (examineTill(dataDir) ?? []).map(({ code }) => code);

describe('the repair of a till', () => {
  it.each([
    ['postings that do not sum to 0', "UPDATE postings SET points = points + 1 WHERE account = 'redeemed'"],
    ['rows without their owner', "INSERT INTO lots VALUES ('x', 'y', 'main', '', '', NULL, 1, 1)"],
    ['lost answers', 'DELETE FROM answers'],
  ])('mends %s, says so first and keeps the data as they were', async (_name, sql) => {
    const { dataDir, path } = stoppedTill();
    tamper(path, sql);
    const before = codes(dataDir);
    const plans: (readonly Sentence[])[] = [];
    const refused = await repairTill(dataDir, nothing, async (plan) => {
      plans.push(plan);
      return false;
    });
    expect(refused).toEqual({ ok: true, value: { done: [], kept: null } });
    expect(codes(dataDir)).toEqual(before);
    const done = await repairTill(dataDir, nothing, agree);
    expect(done).toMatchObject({ ok: true, value: { kept: expect.stringContaining('damaged') } });
    expect(plans[0]?.length).toBeGreaterThan(0);
    expect(codes(dataDir)).toEqual(['quarantine']);
    expect(done.ok && existsSync(done.value.kept ?? '')).toBe(true);
  });

  it('rebuilds a file whose pages are damaged', async () => {
    const { dataDir, path } = stoppedTill();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, 4096 * 3);
    closeSync(file);
    expect(codes(dataDir)).toContain('damaged-pages');
    expect(await repairTill(dataDir, nothing, agree)).toMatchObject({ ok: true });
    expect(codes(dataDir)).not.toContain('damaged-pages');
  });

  it('has the hub asked for its head where the journal does not hold it', async () => {
    const { dataDir, path } = stoppedTill();
    tamper(
      path,
      'UPDATE settings SET value = replace(value, \'"head":"\', \'"head":"00\') WHERE name = \'hub-head\'',
    );
    const done = await repairTill(dataDir, nothing, agree);
    expect(done).toMatchObject({ ok: true, value: { done: [{ en: expect.stringContaining('hub-head') }] } });
    expect(openTestStore({ path }).store.sync.outbox(10, 1_000_000).operations).toEqual([]);
  });

  it('offers a refused operation again under the next number', async () => {
    const { dataDir, path, operations } = stoppedTill();
    const id = operationIdOf(2);
    expect(await repairTill(dataDir, { requeue: [id], discard: [] }, agree)).toMatchObject({ ok: true });
    expect(codes(dataDir)).toEqual([]);
    const { store } = openTestStore({ path });
    const offered = store.sync.outbox(10, 1_000_000);
    expect(offered.previousHead).toBe(operations[1]?.hash);
    expect(offered.operations.map(({ sequence, payload }) => [sequence, JSON.parse(payload).id])).toEqual([
      [3, operationIdOf(3)],
      [4, id],
    ]);
  });

  it('drops what a person has seen to, and nothing when one name is wrong', async () => {
    const { dataDir } = stoppedTill();
    const wrong = { requeue: [], discard: [operationIdOf(2), 'nobody'] };
    expect(await repairTill(dataDir, wrong, agree)).toMatchObject({ ok: false });
    expect(codes(dataDir)).toEqual(['quarantine']);
    await repairTill(dataDir, { requeue: [], discard: [operationIdOf(2)] }, agree);
    expect(codes(dataDir)).toEqual([]);
  });

  it('keeps its hands off a till that runs', async () => {
    const { dataDir } = stoppedTill();
    const release = lockFile(join(dataDir, 'till.lock'));
    expect(await repairTill(dataDir, nothing, agree)).toMatchObject({ ok: false });
    release?.();
  });
});
