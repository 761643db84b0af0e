import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PIN_LOCK_MS } from '../../src/contracts/fraud.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { olgasPin, openStaffedTill, type StaffedTill, staffList } from '../support/staffed-till.ts';
import { memberRecord } from '../support/till-fixtures.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill, operationIdOf } from '../support/till-sale.ts';

const irina = memberRecord('irina', { cards: [] });
const guestOfIrina = memberRecord('m1', { cards: ['2900000000100'] });
const anna = memberRecord('anna');

let operation = 0;
/** Quotes and pays one receipt; answers the code of what was refused, `done` otherwise. */
function sell(
  till: Pick<StaffedTill, 'checkout'>,
  purchaseId: string,
  member: string,
  cashier?: string,
): string {
  const quoted = till.checkout.quote(
    purchaseId,
    cart({ member, ...(cashier === undefined ? {} : { cashier }) }),
  );
  if (!quoted.ok) return quoted.error.code;
  operation += 1;
  return codeOf(till.checkout.confirm(purchaseId, confirmRequest(operation)));
}
const approval = { staff: 'olga', pin: olgasPin };
const approve = (till: Pick<StaffedTill, 'checkout'>, purchaseId: string, member: string, pin = olgasPin) => {
  operation += 1;
  return till.checkout.approveSale(purchaseId, {
    operationId: operationIdOf(operation),
    member,
    staff: 'olga',
    pin,
  });
};

describe("the cashier's own card", () => {
  it('is refused by member and by card, whoever named the cashier, and told once', async () => {
    const till = await openStaffedTill([irina, guestOfIrina, anna]);
    expect(sell(till, 'p1', 'irina', 'irina')).toBe('own-card');
    expect(sell(till, 'p1', 'irina', 'irina')).toBe('own-card');
    till.signOn('irina');
    expect(sell(till, 'p2', 'm1')).toBe('own-card');
    expect(sell(till, 'p3', 'anna')).toBe('done');
    till.signOn(null);
    expect(sell(till, 'p4', 'irina', 'other')).toBe('done');
    expect(sell(till, 'p5', 'irina')).toBe('done');
    const line = { rule: 'own-card', outcome: 'refused', staff: null, cashier: 'irina' };
    expect(till.audit()).toEqual([
      { ...line, member: 'irina', subject: 'p1' },
      { ...line, member: 'm1', subject: 'p2' },
    ]);
    expect(codeOf(await approve(till, 'p1', 'irina'))).toBe('done');
    expect(sell(till, 'p1', 'irina', 'irina')).toBe('own-card');
  });

  it('passes with a PIN where the chain says so, once and for that member only', async () => {
    const till = await openStaffedTill([irina, guestOfIrina], { ownCard: 'pin' });
    till.signOn('irina');
    expect(sell(till, 'p1', 'irina')).toBe('manager-pin-needed');
    accepted(await approve(till, 'p1', 'irina'));
    expect(sell(till, 'p1', 'm1')).toBe('manager-pin-needed');
    expect(sell(till, 'p1', 'irina')).toBe('done');
    expect(sell(till, 'p2', 'irina')).toBe('manager-pin-needed');
    expect(till.audit().map(({ outcome }) => outcome)).toEqual(['asked', 'approved', 'asked', 'asked']);
  });

  it('in a sale that is told later is booked, because the goods are gone, and noticed', async () => {
    const till = await openStaffedTill([irina]);
    const receipt = cart({ member: 'irina', cashier: 'irina' });
    operation += 1;
    const request = confirmRequest(operation, { receipt });
    accepted(till.checkout.confirm('late', request));
    accepted(till.checkout.confirm('late', request));
    expect(till.audit()).toEqual([
      {
        rule: 'own-card',
        outcome: 'noticed',
        member: 'irina',
        staff: null,
        cashier: 'irina',
        subject: 'late',
      },
    ]);
  });
});

describe('many receipts of one card within an hour', () => {
  it('ask for a PIN from the sixth on, and no longer once the hour is over', async () => {
    const till = await openStaffedTill([anna, irina]);
    for (let n = 1; n <= 5; n += 1) expect(sell(till, `p${n}`, 'anna')).toBe('done');
    expect(sell(till, 'p6', 'anna')).toBe('manager-pin-needed');
    expect(sell(till, 'q1', 'irina')).toBe('done');
    accepted(await approve(till, 'p6', 'anna'));
    till.checkout = till.restart();
    expect(sell(till, 'p6', 'anna')).toBe('done');
    expect(sell(till, 'p7', 'anna')).toBe('manager-pin-needed');
    till.clock.advance(3_600_001);
    expect(sell(till, 'p7', 'anna')).toBe('done');
  });

  it('hold up the payment too: another receipt may have been paid since the cart was quoted', async () => {
    const till = await openStaffedTill([anna], { receiptsPerHour: 1 });
    accepted(till.checkout.quote('slow', cart({ member: 'anna' })));
    expect(sell(till, 'quick', 'anna')).toBe('done');
    operation += 1;
    expect(codeOf(till.checkout.confirm('slow', confirmRequest(operation)))).toBe('manager-pin-needed');
  });

  it('ask nobody where no manager has a PIN, and where the chain has switched it off', async () => {
    const plain = openTestTill([anna]);
    const off = await openStaffedTill([anna], { receiptsPerHour: 0 });
    for (let n = 1; n <= 8; n += 1) {
      expect(sell(plain, `p${n}`, 'anna')).toBe('done');
      expect(sell(off, `p${n}`, 'anna')).toBe('done');
    }
    expect(codeOf(await approve(plain, 'p9', 'anna'))).toBe('no-manager-pin');
  });
});

describe("a manager's PIN", () => {
  it('is locked after five wrong tries, through restarts and wrong clocks, until the time is over', async () => {
    const till = await openStaffedTill([anna]);
    const codes: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      codes.push(codeOf(await approve(till, 'p1', 'anna', '000000')));
      till.checkout = till.restart();
    }
    expect(codes).toEqual(['pin-refused', 'pin-refused', 'pin-refused', 'pin-refused', 'pin-locked']);
    expect(codeOf(await approve(till, 'p1', 'anna'))).toBe('pin-locked');
    till.clock.jump(PIN_LOCK_MS);
    expect(codeOf(await approve(till, 'p1', 'anna'))).toBe('pin-locked');
    till.clock.advance(PIN_LOCK_MS);
    expect(codeOf(await approve(till, 'p1', 'anna'))).toBe('done');
    const told = till.audit().map(({ outcome, staff }) => `${staff} ${outcome}`);
    expect(told).toEqual([...Array(4).fill('olga wrong-pin'), 'olga locked', 'olga approved']);
  });

  it('may be tried again at once when the chain unlocks it, and a right one forgets the wrong ones', async () => {
    const till = await openStaffedTill([anna]);
    for (let n = 0; n < 4; n += 1) await approve(till, 'p1', 'anna', '000000');
    accepted(await approve(till, 'p1', 'anna'));
    for (let n = 0; n < 5; n += 1) await approve(till, 'p1', 'anna', '000000');
    expect(codeOf(await approve(till, 'p1', 'anna'))).toBe('pin-locked');
    till.settle(await staffList(2));
    expect(codeOf(await approve(till, 'p1', 'anna'))).toBe('done');
  });

  it('cannot be tried more often by asking at the same time', async () => {
    const till = await openStaffedTill([anna]);
    const all = await Promise.all(Array.from({ length: 8 }, () => approve(till, 'p1', 'anna', '111111')));
    expect(all.map(codeOf).filter((code) => code === 'pin-refused')).toHaveLength(4);
    expect(till.audit()).toHaveLength(5);
  });

  it('stands nowhere in the files of the till, and neither does the hash that the hub sent', async () => {
    const till = await openStaffedTill([anna], { bigReturnMinor: 0 });
    accepted(await approve(till, 'p1', 'anna'));
    expect(sell(till, 'p1', 'anna')).toBe('done');
    const request = {
      operationId: operationIdOf(777),
      member: 'anna',
      wallet: 'main',
      points: 5,
      reason: 'жалоба',
    };
    accepted(await till.checkout.creditPoints({ ...request, approval }));
    const [olga] = await staffList();
    till.store.close();
    for (const file of [till.path, `${till.path}-wal`, `${till.path}-carts`]) {
      const bytes = read(file);
      expect(bytes.includes(olgasPin)).toBe(false);
      expect(bytes.includes(olga?.pin?.hash ?? 'missing')).toBe(false);
    }
  });
});

const read = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
};

describe('points given by hand', () => {
  const request = {
    operationId: operationIdOf(9001),
    member: 'anna',
    wallet: 'main',
    points: 250,
    reason: 'Жалоба на очередь',
  };

  it('arrive once, with who allowed it and why, and live as long as earned ones', async () => {
    const till = await openStaffedTill([anna]);
    till.signOn('irina');
    const [first, again] = await Promise.all([
      till.checkout.creditPoints({ ...request, approval }),
      till.checkout.creditPoints({ ...request, approval }),
    ]);
    expect(accepted(first)).toEqual(accepted(again));
    expect(accepted(first).member?.wallets[0]?.balance).toBe(250);
    const lots = till.store.member('anna')?.record.lots ?? [];
    expect(lots.map(({ points }) => points)).toEqual([250]);
    expect(lots[0]?.expiresAt).not.toBeNull();
    const booked = till.store.sync
      .outbox(100, 1_000_000)
      .operations.map(({ payload }) => JSON.parse(payload) as { kind: string; body: object })
      .filter(({ kind }) => kind === 'credit');
    expect(booked).toHaveLength(1);
    expect(booked[0]?.body).toMatchObject({ approvedBy: 'olga', cashier: 'irina', reason: request.reason });
    expect(codeOf(await till.checkout.creditPoints({ ...request, points: 900, approval }))).toBe(
      'operation-reused',
    );
    till.store.close();
    expect(examineTillFile(till.path)).toEqual([]);
  });

  it('need a right PIN, a known wallet and member, and a chain that has managers', async () => {
    const till = await openStaffedTill([anna]);
    const credit = async (more: object) =>
      codeOf(await till.checkout.creditPoints({ ...request, approval, ...more }));
    expect(await credit({ approval: { staff: 'olga', pin: '000000' } })).toBe('pin-refused');
    expect(await credit({ approval: { staff: 'irina', pin: olgasPin } })).toBe('pin-refused');
    expect(await credit({ wallet: 'gold' })).toBe('invalid');
    expect(await credit({ member: 'nobody' })).toBe('unknown-member');
    const plain = openTestTill([anna]);
    expect(codeOf(await plain.checkout.creditPoints({ ...request, approval }))).toBe('no-manager-pin');
    expect(till.store.member('anna')?.record.lots).toEqual([]);
  });
});

describe('a return of much value', () => {
  it('is taken with a PIN only, as its preview says; a smaller one and previews need nobody', async () => {
    const till = await openStaffedTill([anna], { bigReturnMinor: 15_000 });
    expect(sell(till, 'p1', 'anna')).toBe('done');
    const big = {
      operationId: operationIdOf(9100),
      returnId: 'r1',
      purchaseId: 'p1',
      lines: [
        { id: '1', quantity: 2 },
        { id: '2', quantity: 1 },
      ],
    };
    const preview = async (lines: typeof big.lines) =>
      accepted(await till.checkout.returns.preview({ purchaseId: 'p1', lines }));
    expect((await preview(big.lines)).needsPin).toBe(true);
    expect((await preview([{ id: '2', quantity: 1 }])).needsPin).toBe(false);
    expect(till.audit()).toEqual([]);
    expect(codeOf(await till.checkout.returns.take(big))).toBe('manager-pin-needed');
    const wrong = { ...big, approval: { staff: 'olga', pin: '123123' } };
    expect(codeOf(await till.checkout.returns.take(wrong))).toBe('pin-refused');
    const taken = accepted(await till.checkout.returns.take({ ...big, approval }));
    expect(taken).not.toHaveProperty('needsPin');
    // The PIN is no part of what makes two calls the same.
    expect(accepted(await till.checkout.returns.take(big))).toEqual(taken);
    expect(till.audit().map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'big-return asked',
      'big-return wrong-pin',
      'big-return approved',
    ]);
    expect(sell(till, 'p2', 'anna')).toBe('done');
    const small = {
      ...big,
      operationId: operationIdOf(9101),
      purchaseId: 'p2',
      lines: [{ id: '2', quantity: 1 }],
    };
    expect(codeOf(await till.checkout.returns.take(small))).toBe('done');
  });

  it('is of much value in pieces too: what came back of the purchase before counts', async () => {
    const till = await openStaffedTill([anna], { bigReturnMinor: 15_000 });
    expect(sell(till, 'p1', 'anna')).toBe('done');
    const pieces = [[{ id: '2', quantity: 1 }], [{ id: '1', quantity: 1 }], [{ id: '1', quantity: 1 }]].map(
      (lines, i) => ({
        operationId: operationIdOf(9200 + i),
        returnId: `piece-${i}`,
        purchaseId: 'p1',
        lines,
      }),
    );
    const needPin = async (): Promise<boolean[]> => {
      const previews = pieces.map(({ purchaseId, lines }) =>
        till.checkout.returns.preview({ purchaseId, lines }),
      );
      return (await Promise.all(previews)).map((one) => accepted(one).needsPin);
    };
    const [first, second] = pieces;
    if (first === undefined || second === undefined) throw new Error('there are three');
    expect(await needPin()).toEqual([false, false, false]);
    expect(codeOf(await till.checkout.returns.take(first))).toBe('done');
    pieces.shift();
    expect(await needPin()).toEqual([true, true]);
    expect(codeOf(await till.checkout.returns.take(second))).toBe('manager-pin-needed');
    expect(till.audit()).toMatchObject([{ rule: 'big-return', outcome: 'asked', subject: 'piece-1' }]);
    expect(codeOf(await till.checkout.returns.take({ ...second, approval }))).toBe('done');
  });

  it('asks for the PIN when pieces that need nobody one by one come at the same time', async () => {
    const till = await openStaffedTill([anna], { bigReturnMinor: 15_000 });
    expect(sell(till, 'p1', 'anna')).toBe('done');
    const piece = (n: number, id: string, quantity: number) =>
      till.checkout.returns.take({
        operationId: operationIdOf(9300 + n),
        returnId: `once-${n}`,
        purchaseId: 'p1',
        lines: [{ id, quantity }],
      });
    const taken = await Promise.all([piece(0, '2', 1), piece(1, '1', 1), piece(2, '1', 1)]);
    expect(taken.map(codeOf)).toEqual(['done', 'manager-pin-needed', 'manager-pin-needed']);
    expect(till.audit()).toHaveLength(2);
  });
});

describe('look-ups', () => {
  it('are bounded as the chain says, and too many or too many unknown ones are told once', async () => {
    const till = await openStaffedTill([anna], { lookUpsPerMinute: 5, missesPerMinute: 3 });
    till.signOn('irina');
    const ask = (n: number) => codeOf(till.checkout.identify({ phone: `+7912345${1000 + n}` }));
    expect([1, 2, 3, 4, 5, 6, 7].map(ask)).toEqual([
      ...Array(5).fill('done'),
      'rate-limited',
      'rate-limited',
    ]);
    const line = { rule: 'look-ups', member: null, staff: null, cashier: 'irina', subject: null };
    expect(till.audit()).toEqual([
      { ...line, outcome: 'noticed' },
      { ...line, outcome: 'refused' },
    ]);
    till.clock.advance(60_000);
    expect([11, 12, 13].map(ask)).toEqual(['done', 'done', 'done']);
    expect(till.audit()).toHaveLength(3);
  });

  it('by enrolling are bounded with the others; who was just looked up is enrolled at no cost', async () => {
    const till = await openStaffedTill([anna], { lookUpsPerMinute: 3 });
    const enrol = (n: number) =>
      codeOf(
        till.checkout.enrolMember({
          operationId: operationIdOf(9400 + n),
          phone: `+7912345${1000 + n}`,
          consent: { text: 'Да', version: '1', at: '2026-12-05T12:00:00+03:00' },
        }),
      );
    expect(codeOf(till.checkout.identify({ phone: '+79123451001' }))).toBe('done');
    expect([1, 2, 3, 4, 5].map(enrol)).toEqual(['done', 'done', 'done', 'rate-limited', 'rate-limited']);
    expect(till.audit()).toMatchObject([{ rule: 'look-ups', outcome: 'refused' }]);
    // The answer of a call that is made again is no look-up.
    expect(enrol(2)).toBe('done');
    till.clock.advance(60_000);
    expect(enrol(4)).toBe('done');
  });
});
