import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findDamage } from '../../../src/sqlite/integrity.ts';
import { openDatabase } from '../../../src/sqlite/open-database.ts';
import { registerCall } from '../../support/pos-client.ts';
import { token } from '../../support/pos-server.ts';
import { memberRecord, openTestStore, pointsLot, stockedStore } from '../../support/till-fixtures.ts';
import { cart, confirmRequest } from '../../support/till-sale.ts';

const childPath = fileURLToPath(new URL('./kill-child.ts', import.meta.url));

async function startTill(
  path: string,
  dieAfterCommit: 'yes' | 'no',
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [childPath, path, token, dieAfterCommit], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, port: Number(line) };
}

describe('a till killed between commit and answer', () => {
  it('answers the same confirm as if nothing had happened, and booked it once', async () => {
    const { store, path } = stockedStore([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
    store.close();
    const request = confirmRequest(1, {
      receipt: cart({ member: 'm1', redeem: { wallet: 'main', points: 100 } }),
    });
    const confirm = (port: number) => registerCall(port, token, 'POST', '/v1/receipts/P1/confirm', request);

    const first = await startTill(path, 'yes');
    const exit = once(first.child, 'exit');
    await expect(confirm(first.port)).rejects.toThrow();
    expect((await exit)[1]).toBe('SIGKILL');

    const second = await startTill(path, 'no');
    const answer = await confirm(second.port);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ purchaseId: 'P1', quote: { redeem: { points: 100 } } });
    expect((await confirm(second.port)).text).toBe(answer.text);
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');

    const after = openTestStore({ path }).store;
    const stored = after.answer(request.operationId)?.answer ?? '';
    expect(answer.text.endsWith(stored.slice(1))).toBe(true);
    expect(after.sync.outbox(10, 1_000_000).operations).toHaveLength(1);
    expect(after.printJobs.ofPurchase('P1')).toHaveLength(1);
    expect(after.unsettledSpend('m1')).toEqual({ main: 100 });
    const reader = openDatabase(path, { mode: 'read-only' });
    onTestFinished(() => reader.close());
    expect(findDamage(reader, 'full')).toEqual([]);
    expect(reader.all("SELECT points FROM postings WHERE account = 'redeemed'")).toEqual([{ points: 100 }]);
  });
});
