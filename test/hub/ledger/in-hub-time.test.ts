import { describe, expect, it } from 'vitest';
import type { Lot, Posting } from '../../../src/contracts/ledger.ts';
import type { ReturnOperation } from '../../../src/contracts/sync.ts';
import { inHubTime } from '../../../src/hub/ledger/in-hub-time.ts';
import { returnOperation } from '../support/return-operation.ts';

const dayMs = 86_400_000;
const nowMs = Date.parse('2026-12-05T09:30:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();

const lot = (id: string, expiresMs: number | null, points: number, startMs = nowMs - 90 * dayMs): Lot => ({
  id,
  memberId: 'anna',
  wallet: 'main',
  earnedAt: iso(startMs),
  activeAt: iso(startMs),
  expiresAt: expiresMs === null ? null : iso(expiresMs),
  points,
  remaining: points,
});
const leg = (lotId: string, account: Posting['account'], points: number): Posting => ({
  memberId: 'anna',
  wallet: 'main',
  lotId,
  account,
  points,
});

/** What a till made that took `saidMs` to be the time: 30 points that had come from lot `old`, back into `into`. */
function returned(saidMs: number, into: string, guessed?: true): ReturnOperation {
  const base = returnOperation(nowMs - dayMs);
  const isGrace = into === `${base.id}:main`;
  return {
    ...base,
    at: iso(saidMs),
    clock: {
      wallMs: saidMs,
      monotonicMs: 0,
      bootId: 'b',
      hubOffsetMs: 0,
      ...(guessed === undefined ? {} : { guessed }),
    },
    body: {
      ...base.body,
      pointsBack: { main: 30 },
      postings: [leg('old', 'redeemed', -30), leg(into, 'available', 30)],
      lots: isGrace ? [lot(into, saidMs + 30 * dayMs, 30, saidMs)] : [],
      restored: isGrace ? [] : [{ ...lot('old', nowMs, 80), remaining: 0 }],
    },
  };
}
const graceId = `${returnOperation(nowMs).id}:main`;

describe('points that a return puts back, by the time of the hub', () => {
  const stillGood = lot('old', nowMs + 200 * dayMs, 50);

  it('go into their own lot where only the clock of the till said that it had ended', () => {
    const { body } = inHubTime(returned(nowMs + 3650 * dayMs, graceId), [stillGood], [], nowMs);
    expect(body).toMatchObject({
      lots: [],
      postings: [leg('old', 'redeemed', -30), leg('old', 'available', 30)],
    });
  });

  it('find their lot by what the purchase spent where nothing was left in it', () => {
    const { body } = inHubTime(returned(nowMs + 3650 * dayMs, graceId), [], [stillGood], nowMs);
    expect(body).toMatchObject({ lots: [], restored: [{ id: 'old', remaining: 0 }] });
  });

  it('get their time of grace where the clock of the till said that their lot still was good', () => {
    const ended = lot('old', nowMs - 10 * dayMs, 50);
    const { body } = inHubTime(returned(nowMs - 400 * dayMs, 'old'), [ended], [], nowMs);
    expect(body).toMatchObject({
      lots: [
        { id: graceId, points: 30, remaining: 30, activeAt: iso(nowMs), expiresAt: iso(nowMs + 30 * dayMs) },
      ],
      postings: [leg('old', 'redeemed', -30), leg(graceId, 'available', 30)],
      restored: [],
    });
  });

  it('stay where the till put them when its time was right, or the hub does not know their lot', () => {
    const right = returned(nowMs - 1000, 'old');
    expect(inHubTime(right, [stillGood], [], nowMs)).toEqual(right);
    const unknown = inHubTime({ ...returned(nowMs, graceId) }, [], [], nowMs);
    expect(unknown.body.lots).toHaveLength(1);
  });
});

describe('the lots of an operation, by the time of the hub', () => {
  const earned = (saidMs: number, guessed?: true): Lot | undefined => {
    const made = returned(saidMs, graceId, guessed);
    const operation = {
      ...made,
      body: { ...made.body, lots: [lot(graceId, saidMs + 365 * dayMs, 30, saidMs)] },
    };
    return inHubTime(operation, [], [], nowMs).body.lots[0];
  };

  it.each([
    ['measured', nowMs - 2 * dayMs, undefined, nowMs - 2 * dayMs, nowMs + 363 * dayMs],
    // It may have happened at any moment until now: its points do not end before those of a sale of now.
    ['a guess since a start alone', nowMs - 2 * dayMs, true, nowMs - 2 * dayMs, nowMs + 365 * dayMs],
    ['a guess in the future', nowMs + 3650 * dayMs, true, nowMs, nowMs + 365 * dayMs],
    ['impossibly old', nowMs - 335 * dayMs, undefined, nowMs, nowMs + 365 * dayMs],
  ] as const)('of a time that is %s', (_what, saidMs, guessed, activeMs, endsMs) => {
    expect(earned(saidMs, guessed)).toMatchObject({ activeAt: iso(activeMs), expiresAt: iso(endsMs) });
  });
});
