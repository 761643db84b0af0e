import { describe, expect, it } from 'vitest';
import { createLeaseBook, type LeaseBook } from '../../src/checkout/lease-book.ts';
import type { Lease } from '../../src/contracts/leases.ts';
import { handClock } from '../support/till-pieces.ts';

const minuteMs = 60_000;
const grant = (id: string, points: number, more: Partial<Lease> = {}): Lease => ({
  ...{ id, points, wallet: 'main', lifeMs: 10 * minuteMs, visit: true },
  ...more,
});

function openBook(isInUse = true) {
  const clock = handClock();
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `r${ids}`;
  };
  const book = createLeaseBook({ clock, newId, isInUse: () => isInUse, numbersAbove: () => 100 });
  return { book, clock };
}

const asked = (book: LeaseBook, member = 'm1'): string => {
  const request = book.ask(member);
  if (request === null) throw new Error('nothing was asked');
  return request.id;
};

describe('leases of a till', () => {
  it('are asked for once a visit, and say what may be spent', () => {
    const { book, clock } = openBook();
    expect(book.left('m1')).toBeNull();
    const id = asked(book);
    expect(book.ask('m1')).toBeNull();
    expect(book.answered(id, [grant('r1.0', 300), grant('r1.1', 50, { wallet: 'gift' })])).toBe(true);
    expect(book.left('m1')).toEqual({ main: 300, gift: 50 });
    expect(book.left('m2')).toBeNull();
    expect(book.ask('m1')).toBeNull();
    clock.advance(10 * minuteMs);
    expect(book.ask('m1')).toEqual({ id: 'r2', number: 102 });
  });

  it('of somebody who left without buying are given back', () => {
    const { book, clock } = openBook();
    book.answered(asked(book), [grant('r1.0', 60, { lifeMs: 120 * minuteMs })]);
    for (let quote = 0; quote < 5; quote += 1) {
      clock.advance(10 * minuteMs);
      expect(book.left('m1')).toEqual({ main: 60 });
    }
    clock.advance(16 * minuteMs);
    expect(book.isStatementDue()).toBe(true);
    expect(book.left('m1')).toBeNull();
  });

  it('are asked for again soon where nothing was free', () => {
    const { book, clock } = openBook();
    book.answered(asked(book), []);
    expect(book.ask('m1')).toBeNull();
    clock.advance(minuteMs);
    expect(book.ask('m1')).not.toBeNull();
  });

  it('know the difference between nothing set aside and nobody asked', () => {
    const { book } = openBook();
    book.answered(asked(book), []);
    expect(book.left('m1')).toEqual({});
    book.failed(asked(book, 'm2'));
    expect(book.left('m2')).toBeNull();
  });

  it('live from when the request was sent, whatever the clock on the wall does', () => {
    const { book, clock } = openBook();
    const id = asked(book);
    clock.advance(4 * minuteMs);
    clock.jump(-365 * 24 * 60 * minuteMs);
    book.answered(id, [grant('r1.0', 300, { visit: false })]);
    clock.advance(6 * minuteMs - 1);
    expect(book.left('m1')).toEqual({ main: 300 });
    clock.advance(1);
    expect(book.left('m1')).toBeNull();
    expect(book.plan('m1', { main: 10 })).toEqual([]);
  });

  it('never come back: an answer nobody waits for is not held', () => {
    const { book } = openBook();
    const id = asked(book);
    book.failed(id);
    expect(book.answered(id, [grant('r1.0', 300)])).toBe(false);
    expect(book.left('m1')).toBeNull();
    const again = asked(book);
    book.answered(again, [grant('r2.0', 100)]);
    expect(book.answered(again, [grant('r2.0', 100)])).toBe(false);
    expect(book.left('m1')).toEqual({ main: 100 });
  });

  it('are spent from where they end first, and only once the sale is on the disk', () => {
    const { book } = openBook();
    book.answered(asked(book), [
      grant('r1.0', 40, { lifeMs: 60 * minuteMs, visit: false }),
      grant('r1.1', 60),
    ]);
    const draws = book.plan('m1', { main: 70 });
    expect(draws).toEqual([
      { id: 'r1.1', wallet: 'main', points: 60 },
      { id: 'r1.0', wallet: 'main', points: 10 },
    ]);
    expect(book.left('m1')).toEqual({ main: 100 });
    book.taken(draws);
    expect(book.left('m1')).toEqual({ main: 30 });
  });

  it('of the visit end with it; what stays is kept', () => {
    const { book } = openBook();
    book.answered(asked(book), [grant('r1.0', 40, { visit: false }), grant('r1.1', 60)]);
    book.endVisit('m1');
    expect(book.left('m1')).toEqual({ main: 40 });
    expect(book.statement()).toEqual({ held: ['r1.0'], asOf: 101 });
    expect(book.isStatementDue()).toBe(true);
  });

  it('are told to the hub until it has heard, a request that waits as one that may be held', () => {
    const { book, clock } = openBook();
    const id = asked(book);
    expect(book.statement()).toEqual({ held: ['r1'], asOf: 101 });
    expect(book.isStatementDue()).toBe(false);
    book.answered(id, [grant('r1.0', 60)]);
    const early = { held: ['r1.0'], asOf: 101 };
    expect(book.statement()).toEqual(early);
    clock.advance(10 * minuteMs);
    book.told(early);
    expect(book.isStatementDue()).toBe(true);
    book.told({ held: [], asOf: 100 });
    expect(book.isStatementDue()).toBe(true);
    book.told({ held: [], asOf: 101 });
    expect(book.isStatementDue()).toBe(false);
  });

  it('are gone when the hub was restored', () => {
    const { book } = openBook();
    book.answered(asked(book), [grant('r1.0', 60)]);
    const waits = asked(book, 'm2');
    book.dropAll();
    expect(book.left('m1')).toBeNull();
    expect(book.answered(waits, [grant('r2.0', 60)])).toBe(false);
  });

  it('say nothing where the chain has none', () => {
    expect(openBook(false).book.statement()).toBeNull();
  });
});
