import { describe, expect, it } from 'vitest';
import { confirmResultSchema } from '../../src/contracts/pos-api.ts';
import { operationSchema } from '../../src/contracts/sync.ts';
import { assertBalanced } from '../../src/loyalty/ledger/postings.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import {
  memberRecord,
  page,
  pointsLot,
  testPack,
  testProgram,
  tillConfig,
} from '../support/till-fixtures.ts';
import { dayMs, noonMs } from '../support/till-pieces.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill, operationIdOf } from '../support/till-sale.ts';

const anna = () => memberRecord('m1', { lots: [pointsLot('a', 500)] });

function quoted(members = [anna()], more: Parameters<typeof cart>[0] = {}) {
  const till = openTestTill(members);
  const quote = accepted(till.checkout.quote('P1', cart({ member: 'm1', ...more })));
  return { till, quote };
}

/** Everything a refused call might have changed. */
const traces = (till: ReturnType<typeof openTestTill>) => ({
  backlog: till.store.backlog().count,
  head: till.store.journalHead(),
  member: till.store.member('m1'),
  print: till.store.printJobs.ofPurchase('P1').length,
});

describe('confirming a purchase', () => {
  it('books receipt, points, journal, outbox, slip and answer at once', () => {
    const { till, quote } = quoted([anna()], { redeem: { wallet: 'main', points: 100 } });
    expect(quote.redeem?.points).toBe(100);
    const request = confirmRequest(1, { tenders: [{ type: 'cash', amount: quote.totals.net }] });
    const result = accepted(till.checkout.confirm('P1', request));
    expect(confirmResultSchema.parse(result)).toEqual(result);
    expect(result.quote).toEqual(quote);

    const earned = quote.totals.earned.main ?? 0;
    expect(earned).toBeGreaterThan(0);
    expect(result.member?.wallets[0]).toMatchObject({ balance: 400 + earned, spendable: 400 + earned });
    expect(till.store.member('m1')?.record).toMatchObject({
      purchases: 13,
      spendMinor: 3_500_000 + quote.totals.net,
    });
    expect(till.store.receipt('P1')).toMatchObject({ state: 'confirmed', operationId: operationIdOf(1) });
    expect(till.store.printJobs.ofPurchase('P1')).toMatchObject([{ state: 'queued', memberId: 'm1' }]);

    const [entry, ...rest] = till.store.sync.outbox(10, 1_000_000).operations;
    expect(rest).toEqual([]);
    const operation = operationSchema.parse(JSON.parse(entry?.payload ?? ''));
    expect(canonicalJson(operation)).toBe(entry?.payload);
    expect(operation).toMatchObject({
      id: operationIdOf(1),
      chain: 'demo',
      store: 'S1',
      till: 'T1',
      epoch: 1,
      sequence: 1,
      pack: 1,
      at: new Date(noonMs).toISOString(),
      clock: { wallMs: noonMs, bootId: 'boot-1', hubOffsetMs: 0 },
    });
    if (operation.kind !== 'purchase') throw new Error('a sale is a purchase');
    assertBalanced(operation.body.postings);
    const moved = operation.body.postings.map((leg) => [leg.lotId, leg.account, leg.points]);
    expect(moved).toEqual([
      ['a', 'available', -100],
      ['a', 'redeemed', 100],
      [`${operationIdOf(1)}:main`, 'issued', -earned],
      [`${operationIdOf(1)}:main`, 'available', earned],
    ]);
  });

  it('prints what was saved, earned and left, with the balance page as a code', () => {
    const { till, quote } = quoted();
    const { slip } = accepted(till.checkout.confirm('P1', confirmRequest(1)));
    const text = slip.lines.join('\n');
    const earned = quote.totals.earned.main ?? 0;
    for (const part of [
      'На Лесной',
      'P1',
      '05.12.2026 12:30',
      'Анна',
      'Серебро',
      'Молоко −20 %',
      String(500 + earned),
    ]) {
      expect(text.replaceAll('-', '−')).toContain(part.replaceAll('-', '−'));
    }
    expect(text).toContain('https://kopilka.test/c/card-m1');
    expect(Buffer.from(slip.escpos, 'base64').subarray(0, 2)).toEqual(Buffer.of(0x1b, 0x40));
    expect(slip.lines.every((line) => line.length <= 48)).toBe(true);
  });

  it('prints where to say how it was, and where a guest can join, as the chain says', () => {
    const till = openTestTill([anna()]);
    const urls = {
      surveyUrl: 'https://kopilka.test/how?p={purchase}',
      joinUrl: 'https://kopilka.test/join?s={store}',
    };
    till.store.sync.apply(page('config', [['till', { ...tillConfig, ...urls }]]));
    const slipOf = (purchaseId: string, member: string | null, n: number): string => {
      accepted(till.checkout.quote(purchaseId, cart({ member, redeem: null })));
      return accepted(till.checkout.confirm(purchaseId, confirmRequest(n))).slip.lines.join('\n');
    };
    const guests = slipOf('P1', null, 1);
    expect(guests).toContain('https://kopilka.test/how?p=P1');
    expect(guests).toContain('https://kopilka.test/join?s=S1');
    const annas = slipOf('P2', 'm1', 2);
    expect(annas).toContain('https://kopilka.test/how?p=P2');
    expect(annas).not.toContain('join');
  });

  it('answers the same operation with the same bytes, whenever it comes', () => {
    const { till } = quoted();
    const request = confirmRequest(1);
    const first = JSON.stringify(till.checkout.confirm('P1', request));
    till.clock.advance(40 * dayMs);
    till.store.sync.apply(
      page('members', [['m1', memberRecord('m1', { firstName: 'Другая' })]], { appliedSequence: 1 }),
    );
    expect(JSON.stringify(till.checkout.confirm('P1', { ...request }))).toBe(first);
    expect(till.store.backlog().count).toBe(1);
    expect(till.store.printJobs.ofPurchase('P1')).toHaveLength(1);
  });

  it('serves a guest, who moves no points', () => {
    const till = openTestTill([]);
    accepted(till.checkout.quote('P1', cart()));
    const result = accepted(till.checkout.confirm('P1', confirmRequest(1)));
    expect(result.member).toBeNull();
    const [entry] = till.store.sync.outbox(1, 1).operations;
    expect(operationSchema.parse(JSON.parse(entry?.payload ?? '')).body).toMatchObject({
      member: null,
      postings: [],
      lots: [],
    });
  });

  it('takes a purchase it never saw when the receipt comes along', () => {
    const till = openTestTill([anna()]);
    const request = confirmRequest(1, {
      receipt: cart({ member: 'm1', redeem: { wallet: 'main', max: true } }),
    });
    const result = accepted(till.checkout.confirm('LATE-1', request));
    expect(result.quote.redeem?.points).toBe(121);
    expect(till.store.receipt('LATE-1')?.state).toBe('confirmed');
  });

  it('keeps the pack of the first line although a newer one became active', () => {
    const { till, quote } = quoted();
    const dearer = { ...testProgram, promotions: [] };
    till.store.sync.apply(page('packs', [['2', testPack(2, dearer)]]));
    expect(accepted(till.checkout.quote('P2', cart({ member: 'm1' }))).pack).toBe(2);
    expect(accepted(till.checkout.quote('P1', cart({ member: 'm1' }))).totals.net).toBe(quote.totals.net);
    expect(accepted(till.checkout.confirm('P1', confirmRequest(1))).quote.pack).toBe(1);
  });

  it('lets an empty cart change over to the newer pack', () => {
    const till = openTestTill([anna()]);
    expect(accepted(till.checkout.quote('P1', cart({ lines: [] }))).pack).toBe(1);
    till.store.sync.apply(page('packs', [['2', testPack(2)]]));
    expect(accepted(till.checkout.quote('P1', cart())).pack).toBe(2);
  });

  it('spends the soonest-expiring points over several sales and never more than there are', () => {
    const soon = pointsLot('soon', 30, { expiresAt: new Date(noonMs + dayMs).toISOString() });
    const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 40), soon] })]);
    const buy = (purchase: string, operation: number) => {
      const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 50 } });
      return accepted(till.checkout.confirm(purchase, confirmRequest(operation, { receipt }))).quote;
    };
    const first = buy('P1', 1);
    expect(first.redeem?.points).toBe(50);
    const earnedFirst = first.totals.earned.main ?? 0;
    const second = buy('P2', 2);
    expect(second.redeem?.points).toBe(20 + earnedFirst);
    const lots = till.store.member('m1')?.record.lots ?? [];
    expect(lots.find((lot) => lot.id === 'soon')?.remaining).toBe(0);
    expect(lots.every((lot) => lot.remaining >= 0)).toBe(true);
  });
});

describe('a confirm that is refused', () => {
  const rows: readonly {
    name: string;
    code: string;
    act: (till: ReturnType<typeof openTestTill>) => { ok: true } | { ok: false; error: { code: string } };
  }[] = [
    {
      name: 'for a purchase nobody knows and no receipt along',
      code: 'unknown-purchase',
      act: ({ checkout }) => checkout.confirm('nobody', confirmRequest(90)),
    },
    {
      name: 'for another operation on a confirmed receipt',
      code: 'receipt-closed',
      act: ({ checkout }) => {
        checkout.quote('done', cart());
        checkout.confirm('done', confirmRequest(80));
        return checkout.confirm('done', confirmRequest(90));
      },
    },
    {
      name: 'for a cancelled receipt',
      code: 'receipt-closed',
      act: ({ checkout }) => {
        checkout.quote('gone', cart());
        checkout.cancel('gone', { operationId: operationIdOf(80) });
        return checkout.confirm('gone', confirmRequest(90));
      },
    },
    {
      name: 'for a fiscal receipt that earned before',
      code: 'receipt-closed',
      act: ({ checkout }) => {
        const request = confirmRequest(80, { receipt: cart() });
        checkout.confirm('once', request);
        return checkout.confirm('twice', { ...request, operationId: operationIdOf(90) });
      },
    },
    {
      name: 'for an operation id used with another body',
      code: 'operation-reused',
      act: ({ checkout }) => {
        const request = confirmRequest(80, { receipt: cart() });
        checkout.confirm('first', request);
        return checkout.confirm('first', { ...request, tenders: [{ type: 'cash', amount: 1 }] });
      },
    },
    {
      name: 'for an operation id used with another call',
      code: 'operation-reused',
      act: ({ checkout }) => {
        checkout.quote('gone', cart());
        checkout.cancel('gone', { operationId: operationIdOf(80) });
        return checkout.confirm('gone', confirmRequest(80));
      },
    },
    {
      name: 'for tenders that do not make the net',
      code: 'tenders-mismatch',
      act: ({ checkout }) => {
        const { totals } = accepted(checkout.quote('P9', cart()));
        const tenders = [
          { type: 'card', amount: totals.net },
          { type: 'cash', amount: 1 },
        ];
        return checkout.confirm('P9', confirmRequest(90, { tenders }));
      },
    },
    {
      name: 'for a member nobody knows',
      code: 'unknown-member',
      act: ({ checkout }) =>
        checkout.confirm('P9', confirmRequest(90, { receipt: cart({ member: 'stranger' }) })),
    },
    {
      name: 'for a blocked member',
      code: 'member-blocked',
      act: (till) => {
        const blocked = memberRecord('m2', { state: 'blocked' });
        till.store.sync.apply(page('members', [['m2', blocked]]));
        return till.checkout.confirm('P9', confirmRequest(90, { receipt: cart({ member: 'm2' }) }));
      },
    },
    {
      name: 'for a receipt of another till',
      code: 'invalid',
      act: ({ checkout }) => checkout.confirm('P9', confirmRequest(90, { receipt: cart({ till: 'T2' }) })),
    },
    {
      name: 'on the read-only rung',
      code: 'unavailable',
      act: (till) => {
        till.mode = 'read-only';
        return till.checkout.confirm('P9', confirmRequest(90, { receipt: cart() }));
      },
    },
  ];

  for (const row of rows) {
    it(`${row.name} says ${row.code} and books nothing`, () => {
      const till = openTestTill([anna()]);
      accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
      const before = traces(till);
      const outcome = row.act(till);
      expect(codeOf(outcome)).toBe(row.code);
      expect(till.store.member('m1')).toEqual(before.member);
      expect(till.store.answer(operationIdOf(90))).toBeNull();
      expect(till.store.receipt('P1')?.state).toBe('open');
    });
  }

  it('because points went elsewhere says so, and the new figures can be confirmed', () => {
    const { till, quote } = quoted([anna()], { redeem: { wallet: 'main', points: 100 } });
    const spent = memberRecord('m1', { lots: [pointsLot('a', 500, { remaining: 30 })] });
    till.store.sync.apply(page('members', [['m1', spent]]));
    const before = traces(till);
    const request = confirmRequest(1);
    expect(codeOf(till.checkout.confirm('P1', request))).toBe('points-short');
    // A register that lost the refusal asks again: it must not get another sum booked than the customer was told.
    expect(codeOf(till.checkout.confirm('P1', request))).toBe('points-short');
    expect(traces(till)).toEqual(before);
    accepted(till.checkout.quote('P1', cart({ member: 'm1', redeem: { wallet: 'main', max: true } })));
    const result = accepted(till.checkout.confirm('P1', request));
    expect(result.quote.redeem?.points).toBe(30);
    expect(result.quote.totals.net).toBe(quote.totals.net + 7000);
  });

  it('because the price changed says so', () => {
    const poor = () => memberRecord('m1', { lots: [pointsLot('a', 20)] });
    const { till } = quoted([poor()], { redeem: { wallet: 'main', max: true } });
    till.store.sync.apply(page('members', [['m1', anna()]]));
    expect(codeOf(till.checkout.confirm('P1', confirmRequest(1)))).toBe('quote-changed');
    expect(codeOf(till.checkout.confirm('P1', confirmRequest(1)))).toBe('quote-changed');
    till.store.sync.apply(page('members', [['m1', poor()]]));
    accepted(till.checkout.confirm('P1', confirmRequest(1)));
  });

  it('before the first pack says that there is no program', () => {
    const till = openTestTill([anna()]);
    till.clock.advance(-2 * dayMs);
    expect(codeOf(till.checkout.quote('P1', cart({ member: 'm1' })))).toBe('no-program');
  });
});

describe('a failing step', () => {
  it('leaves nothing of the sale behind, and the same call succeeds later', () => {
    let broken = true;
    const till = openTestTill([anna()], {
      random: {
        bytes: (length) => {
          if (broken) throw new Error('on purpose, in the middle of booking');
          return new Uint8Array(length);
        },
      },
    });
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const before = traces(till);
    const request = confirmRequest(1);
    expect(() => till.checkout.confirm('P1', request)).toThrow('on purpose');
    expect(traces(till)).toEqual(before);
    expect(till.store.receipt('P1')?.state).toBe('open');
    broken = false;
    accepted(till.checkout.confirm('P1', request));
    expect(till.store.backlog().count).toBe(1);
  });
});

describe('a sale that the agent hears of later', () => {
  it('is priced by the pack of its own time', () => {
    const till = openTestTill([anna()]);
    const soldAt = new Date(till.clock.wallMs()).toISOString();
    till.clock.advance(60 * 60 * 1000);
    till.store.sync.apply(page('packs', [['2', testPack(2, testProgram, till.clock.wallMs())]]));
    till.clock.advance(60 * 1000);
    expect(accepted(till.checkout.quote('P2', cart())).pack).toBe(2);
    const late = { ...confirmRequest(1), receipt: { ...cart(), at: soldAt } };
    expect(accepted(till.checkout.confirm('P1', late)).quote.pack).toBe(1);
  });
});
