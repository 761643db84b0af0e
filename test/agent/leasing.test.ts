import { describe, expect, it } from 'vitest';
import { createLeasing } from '../../src/agent/leasing.ts';
import { createLeaseBook } from '../../src/checkout/lease-book.ts';
import type { LeaseResult } from '../../src/contracts/leases.ts';
import type { Mode } from '../../src/contracts/till-status.ts';
import { err, ok, type Result } from '../../src/shared/result.ts';
import type { TransportFailure } from '../../src/sync/ports.ts';
import { identity, openTestStore, page, tillConfig } from '../support/till-fixtures.ts';
import { handClock } from '../support/till-pieces.ts';

const silent = err({ code: 'unreachable', detail: 'nobody answers', retryAfterMs: null });
const granted = (points: number) =>
  ok({ leases: [{ id: 'l', wallet: 'main', points, lifeMs: 600_000, visit: true }], hubTimeMs: 0 });

/** A till whose hub answers when the test says so, and whose patience ends when the test says so. */
function openLeasing(leases = true) {
  const { store } = openTestStore();
  store.identity.set(identity);
  const offline = { ...tillConfig.offline, ...(leases ? { leases: { keepPercent: 0, hours: 24 } } : {}) };
  store.sync.apply(page('config', [['till', { ...tillConfig, offline }]]));
  const clock = handClock();
  const answers: ((answer: Result<LeaseResult, TransportFailure>) => void)[] = [];
  const waits: (() => void)[] = [];
  let ids = 0;
  const book = createLeaseBook({
    clock,
    isInUse: () => true,
    numbersAbove: () => 0,
    newId: () => {
      ids += 1;
      return `r${ids}`;
    },
  });
  const till = { mode: 'online' as Mode };
  const leasing = createLeasing({
    ...{ book, store, clock, mode: () => till.mode },
    transport: { leases: () => new Promise((resolve) => answers.push(resolve)) },
    timers: {
      after(_delayMs, action) {
        waits.push(action);
        return () => {};
      },
    },
  });
  return { leasing, book, clock, answers, waits, till };
}

describe('a till that serves a member', () => {
  it('waits for what the hub sets aside, once a visit', async () => {
    const { leasing, book, answers } = openLeasing();
    const first = leasing.before('m1');
    const meanwhile = leasing.before('m1');
    expect(answers).toHaveLength(1);
    answers[0]?.(granted(80));
    await Promise.all([first, meanwhile]);
    expect(book.left('m1')).toEqual({ main: 80 });
    expect(leasing.before('m1')).toBeNull();
  });

  it('waits no longer than a customer can, and takes the answer when it comes', async () => {
    const { leasing, book, answers, waits } = openLeasing();
    const served = leasing.before('m1');
    waits[0]?.();
    await served;
    expect(book.left('m1')).toBeNull();
    answers[0]?.(granted(80));
    await new Promise((resolve) => setImmediate(resolve));
    expect(book.left('m1')).toEqual({ main: 80 });
  });

  it('leaves a silent hub alone for some seconds', async () => {
    const { leasing, answers, clock } = openLeasing();
    const served = leasing.before('m1');
    answers[0]?.(silent);
    await served;
    expect(leasing.before('m1')).toBeNull();
    expect(leasing.before('m2')).toBeNull();
    clock.advance(3_000);
    void leasing.before('m1');
    expect(answers).toHaveLength(2);
  });

  it('asks nothing offline, for guests, and where the chain has no leases', () => {
    const { leasing, till } = openLeasing();
    expect(leasing.before(null)).toBeNull();
    till.mode = 'offline';
    expect(leasing.before('m1')).toBeNull();
    expect(openLeasing(false).leasing.before('m1')).toBeNull();
  });
});
