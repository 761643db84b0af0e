import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DatabaseFailure } from '../../../src/sqlite/database-failure.ts';
import { examineTillFile } from '../../../src/store/examine.ts';
import { chainHash } from '../../../src/store/journal-hash.ts';
import { replaceDamaged } from '../../../src/store/rebuild/replace-file.ts';
import { openTillStore, type TillStore } from '../../../src/store/till-store.ts';
import { type LeftTill, readOperations, spoilOnePage } from '../../support/damaged-till.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { identity } from '../../support/till-fixtures.ts';
import { acceptGoodSignature, dayMs, handClock, noonMs } from '../../support/till-pieces.ts';
import { accepted, cart, checkoutOver, codeOf, confirmRequest } from '../../support/till-sale.ts';

export type DamageOutcome = {
  /** Nothing that is in use was hit. */
  readonly harmless: boolean;
  /** Operations that neither the hub nor the rebuilt till has. */
  readonly lost: number;
};

const clock = () => handClock(noonMs + dayMs);

function open(path: string): TillStore | 'damaged' {
  try {
    return openTillStore(path, { clock: clock(), bootId: 'boot-2', verifyPack: acceptGoodSignature });
  } catch (error) {
    if (error instanceof DatabaseFailure && error.code === 'damaged') return 'damaged';
    throw error;
  }
}

/** Whether a piece of the operation stood on the page. */
const stoodOn = (page: Buffer, payload: string): boolean => {
  const bytes = Buffer.from(payload);
  for (let at = 0; at + 24 <= bytes.length; at += 8)
    if (page.includes(bytes.subarray(at, at + 24))) return true;
  return false;
};

/** Spoils one page, starts, rebuilds, sells and delivers to a hub that has what it had; checks every promise on the way. */
export function checkDamage(left: LeftTill, seed: number, copies: readonly string[]): DamageOutcome {
  const { path, place, before } = spoilOnePage(left, seed);
  let store = open(path);
  const harmless = store !== 'damaged';
  if (store === 'damaged') {
    const asideFolder = join(temporaryFolder(), 'damaged');
    const report = replaceDamaged({ path, asideFolder, copies, identity, nowMs: noonMs + dayMs });
    expect(existsSync(join(report.aside, 'till.sqlite')), place).toBe(true);
    store = open(path);
    if (store === 'damaged') throw new Error(`${place}: the rebuilt file is damaged`);
  }
  try {
    expect(store.identity.get(), place).toEqual(identity);
    const selling = checkoutOver(store, clock(), { bootId: 'boot-2' });
    const sold = selling.confirm('P-new', confirmRequest(900, { receipt: cart({}) }));
    // Without any copy the page of the program may be the spoilt one: the hub has it.
    if (copies.length > 0 || codeOf(sold) !== 'no-program') accepted(sold);
    const delivered = deliver(store, left, place);
    const here = new Set(readOperations(path).map((one) => one.operation_id));
    const lost = left.operations.filter(
      (one) => one.sequence > left.atHub && !(delivered.has(one.operation_id) && here.has(one.operation_id)),
    );
    for (const one of lost) {
      if (!stoodOn(before, one.payload))
        throw new Error(`${place}: operation ${one.sequence} was lost elsewhere`);
    }
    const findings = examineTillFile(path).filter(({ code }) => code !== 'quarantine');
    expect(findings, place).toEqual([]);
    return { harmless, lost: lost.length };
  } finally {
    store.close();
  }
}

/** The ids the hub gets when the till is back in contact: one chain behind the hub's head, nothing twice. */
function deliver(store: TillStore, left: LeftTill, place: string): ReadonlySet<string> {
  const last = left.operations[left.atHub - 1];
  if (last === undefined) throw new Error('the hub has a head');
  const hub = {
    verdicts: [],
    head: last.hash,
    headSequence: left.atHub,
    headSignature: '',
    keyId: 'k1',
    hubTimeMs: noonMs + dayMs,
  };
  expect(store.sync.reconcile(hub), place).not.toBe('forked');
  const atHub = new Set(left.operations.slice(0, left.atHub).map((one) => one.operation_id));
  const { operations, previousHead } = store.sync.outbox(500, 50_000_000);
  expect(previousHead, place).toBe(last.hash);
  const delivered = new Set<string>();
  let head = last.hash;
  operations.forEach((entry, index) => {
    expect(entry.sequence, place).toBe(left.atHub + 1 + index);
    expect(entry.hash, place).toBe(chainHash(head, entry.payload));
    head = entry.hash;
    const { id, sequence } = JSON.parse(entry.payload);
    expect(sequence, place).toBe(entry.sequence);
    expect(delivered.has(id), place).toBe(false);
    delivered.add(id);
  });
  for (const id of delivered) expect(atHub.has(id), place).toBe(false);
  return delivered;
}
