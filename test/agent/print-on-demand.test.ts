import { describe, expect, it } from 'vitest';
import { paperOfBytes } from '../../src/agent/bench.ts';
import { createPrintOnDemand } from '../../src/agent/print-on-demand.ts';
import { paperText } from '../../src/drivers/virtual/paper.ts';
import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { localTimeText } from '../../src/receipts/local-time-text.ts';
import { memberRecord, openTestStore, page } from '../support/till-fixtures.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill, operationIdOf } from '../support/till-sale.ts';

function openPrintingTill(profile: typeof epson | null = epson) {
  const till = openTestTill([memberRecord('m1')]);
  let pokes = 0;
  const print = createPrintOnDemand({
    ...{ store: till.store, clock: till.clock, language: () => 'ru', profile: () => profile },
    printQueued: () => {
      pokes += 1;
    },
  });
  const sold = accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart({ member: 'm1' }) })));
  // The sale's own print job.
  till.store.printJobs.takeNext();
  return { till, print, sold, pokes: () => pokes };
}

describe('printing on demand', () => {
  it('queues the stored slip once for an operation, durably, and answers the same again', () => {
    const { till, print, sold, pokes } = openPrintingTill();
    const request = { operationId: operationIdOf(2), slip: 'P1' };
    const first = accepted(print(request));
    expect(first).toEqual({ operationId: operationIdOf(2), state: 'queued' });
    expect(accepted(print(request))).toEqual(first);
    expect(pokes()).toBe(1);
    const { path } = till;
    till.store.close();
    const job = openTestStore({ path }).store.printJobs.takeNext();
    expect(job).toMatchObject({ id: operationIdOf(2), purchaseId: 'P1', memberId: 'm1' });
    expect(Buffer.from(job?.bytes ?? []).toString('base64')).toBe(sold.slip.escpos);
  });

  it('prints a test page in the till’s language', () => {
    const { till, print } = openPrintingTill();
    accepted(print({ operationId: operationIdOf(2), testPage: true }));
    const job = till.store.printJobs.takeNext();
    expect(job?.purchaseId).toBe(`test-page:${operationIdOf(2)}`);
    const text = paperText(paperOfBytes(job?.bytes ?? new Uint8Array(), epson)).join('\n');
    expect(text).toContain('Пробная печать');
    expect(text.replace(/\s+/g, ' ')).toContain('обычный выбор для бумаги 80 мм');
    // On the clock of the machine, as a slip.
    expect(text).toContain(localTimeText(till.clock.wallMs()));
  });

  it('refuses what cannot be printed, and an operation that was something else', () => {
    const { till, print } = openPrintingTill();
    const slip = (operation: number, purchaseId: string) =>
      codeOf(print({ operationId: operationIdOf(operation), slip: purchaseId }));
    expect(slip(2, 'P9')).toBe('unknown-purchase');
    accepted(till.checkout.quote('P2', cart()));
    expect(slip(2, 'P2')).toBe('unknown-purchase');
    expect(slip(1, 'P1')).toBe('operation-reused');
    const { print: without } = openPrintingTill(null);
    expect(codeOf(without({ operationId: operationIdOf(2), testPage: true }))).toBe('no-printer');
    // Erased: the slip has gone with the person.
    till.store.sync.apply(
      page('members', [], { changes: [{ cursor: 2, key: 'm1', body: null }], cursor: 2 }),
    );
    expect(slip(2, 'P1')).toBe('unknown-purchase');
    expect(till.store.printJobs.takeNext()).toBeNull();
  });
});
