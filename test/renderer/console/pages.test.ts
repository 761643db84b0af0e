import { describe, expect, it } from 'vitest';
import type { Exposure, ManagedTill } from '../../../src/contracts/manage.ts';
import type { PublishedPack } from '../../../src/contracts/manage-packs.ts';
import { isToken, keptToken } from '../../../src/renderer/console/kept-token.ts';
import { exposureByStore } from '../../../src/renderer/console/overview/exposure-by-store.ts';
import { differenceOf } from '../../../src/renderer/console/overview/flag-difference.ts';
import { stateOfTill } from '../../../src/renderer/console/overview/till-state.ts';
import { packBefore, stageOf } from '../../../src/renderer/console/programs/pack-words.ts';
import { noTerms, readTerms } from '../../../src/renderer/console/programs/publish-terms.ts';
import { addressOf, readRoute } from '../../../src/renderer/console/routes.ts';

const nowMs = Date.parse('2026-12-05T12:00:00Z');
const till = (changes: Partial<ManagedTill> = {}): ManagedTill => ({
  id: 't1',
  name: 'Till 1',
  store: 's1',
  storeName: 'Store 1',
  enrolled: true,
  epoch: 1,
  headSequence: 4,
  machine: 'm',
  version: '0.1.0',
  stagedPack: 2,
  health: { mode: 'online', backlog: 0, clockOffsetMs: 120, pack: 2 },
  lastSeenAt: '2026-12-05T11:59:30Z',
  quarantine: 0,
  ...changes,
});
const pack = (changes: Partial<PublishedPack> = {}): PublishedPack => ({
  number: 2,
  program: 'p',
  programSha256: 'a',
  activateAt: '2026-12-01T00:00:00Z',
  publishedAt: '2026-12-01T00:00:00Z',
  active: true,
  state: 'active',
  endsAt: null,
  stores: null,
  leastAgent: null,
  tillCaps: {},
  tooOld: 0,
  author: null,
  approvedBy: null,
  tills: 1,
  staged: 1,
  ...changes,
});

describe('the state of a till', () => {
  const cases: readonly (readonly [string, Partial<ManagedTill>, PublishedPack[], object])[] = [
    ['in touch with the newest pack', {}, [pack()], { contact: 'here', tone: 'good', needsAttention: false }],
    [
      'silent for four minutes',
      { lastSeenAt: '2026-12-05T11:56:00Z' },
      [pack()],
      { contact: 'silent', tone: 'warn', needsAttention: true },
    ],
    [
      'silent for two days',
      { lastSeenAt: '2026-12-03T11:56:00Z' },
      [pack()],
      { contact: 'lost', tone: 'bad', needsAttention: true },
    ],
    [
      'not enrolled yet',
      { enrolled: false, lastSeenAt: null, stagedPack: null },
      [pack()],
      { contact: 'waiting', tone: 'none', behind: false, needsAttention: false },
    ],
    [
      'behind by a pack',
      {},
      [pack(), pack({ number: 3, state: 'scheduled' })],
      { newest: 3, behind: true, needsAttention: true },
    ],
    [
      'too old for the newest pack',
      {},
      [pack(), pack({ number: 3, leastAgent: '0.2.0' })],
      { newest: 3, behind: true, needsVersion: '0.2.0', needsAttention: true },
    ],
    [
      'new enough for it',
      { version: '0.2.0' },
      [pack(), pack({ number: 3, leastAgent: '0.2.0' })],
      { behind: true, needsVersion: null },
    ],
    [
      'not meant by a canary of another store',
      {},
      [pack(), pack({ number: 3, stores: ['s2'] })],
      { newest: 2, behind: false },
    ],
    [
      'whose disk is full',
      { health: { mode: 'read-only', backlog: 3, clockOffsetMs: 0, pack: 2 } },
      [pack()],
      { rung: 'read-only', tone: 'bad', needsAttention: true },
    ],
    [
      'that said it was offline in the question with which it came back',
      { health: { mode: 'offline', backlog: 3, clockOffsetMs: 0, pack: 2 } },
      [pack()],
      { contact: 'here', rung: null, tone: 'good', needsAttention: false },
    ],
    [
      'that had no pack when it asked and keeps one by now',
      { health: { mode: 'off', backlog: 0, clockOffsetMs: 0, pack: null } },
      [pack()],
      { rung: null, tone: 'good' },
    ],
    [
      'that has no pack at all',
      { stagedPack: null, health: { mode: 'off', backlog: 0, clockOffsetMs: 0, pack: null } },
      [],
      { rung: 'off', tone: 'bad', needsAttention: true },
    ],
    [
      'whose clock is an hour fast',
      { health: { mode: 'online', backlog: 0, clockOffsetMs: -3_600_000, pack: 2 } },
      [pack()],
      { tone: 'good', clockOff: true, needsAttention: true },
    ],
    [
      'silent, whatever it said before',
      {
        lastSeenAt: '2026-12-05T11:00:00Z',
        health: { mode: 'online', backlog: 0, clockOffsetMs: 0, pack: 2 },
      },
      [pack()],
      { contact: 'silent', rung: null, tone: 'warn' },
    ],
    [
      'with refused operations',
      { quarantine: 1 },
      [pack()],
      { contact: 'here', tone: 'bad', needsAttention: true },
    ],
  ];
  it.each(cases)('%s', (_name, changes, packs, expected) => {
    expect(stateOfTill(till(changes), packs, nowMs)).toMatchObject(expected);
  });
});

describe('the bound by store', () => {
  it('is a whole allowance of each silent till, and its sum is the chain’s', () => {
    const unit = (id: string, silent: boolean): Exposure['units'][number] => ({
      ...{ unit: id, heardAt: null, silent, leased: {} },
    });
    const exposure = {
      units: [unit('t1', true), unit('t2', false), unit('t3', true)],
      wallets: [
        { wallet: 'main', perUnit: 500, now: 1000, most: 1500, leased: 0, writtenOff: 0, uncovered: 0 },
      ],
    };
    const tills = [till(), till({ id: 't2' }), till({ id: 't3', store: 's2', storeName: 'Store 2' })];
    expect(exposureByStore(exposure, tills, 'main')).toEqual([
      { store: 's1', storeName: 'Store 1', tills: 2, silent: 1, now: 500 },
      { store: 's2', storeName: 'Store 2', tills: 1, silent: 1, now: 500 },
    ]);
  });
});

describe('a difference of a receipt', () => {
  it('is told in kopecks where it is money, and as it stands elsewhere', () => {
    expect(differenceOf({ path: 'totals.net', booked: '10000', again: '9999' })).toEqual({
      isMoney: true,
      byMinor: -1,
    });
    expect(differenceOf({ path: 'lines[0].net', booked: '5', again: '9' })).toEqual({
      isMoney: true,
      byMinor: 4,
    });
    expect(differenceOf({ path: 'totals.earned.main', booked: '5', again: '9' })).toEqual({
      isMoney: false,
      byMinor: null,
    });
    expect(differenceOf({ path: 'totals.net', booked: 'null', again: '9' })).toEqual({
      isMoney: false,
      byMinor: null,
    });
  });
});

describe('a pack', () => {
  it('in some stores only is a canary', () => {
    expect(stageOf(pack({ stores: ['s1'] }))).toBe('canary');
    expect(stageOf(pack({ stores: ['s1'], state: 'ended' }))).toBe('ended');
  });

  it('goes back to the newest other program for all stores', () => {
    const packs = [
      pack({ number: 1, programSha256: 'x' }),
      pack({ number: 2, programSha256: 'y' }),
      pack({ number: 3, programSha256: 'z', stores: ['s1'] }),
      pack({ number: 4, programSha256: 'q' }),
    ];
    expect(packBefore(packs, 4)?.number).toBe(2);
    expect(packBefore(packs, 1)).toBeNull();
    expect(packBefore([pack({ number: 1 }), pack({ number: 2 })], 2)).toBeNull();
  });
});

describe('the terms of a publication', () => {
  const nowAt = '2026-12-05T12:00:00Z';

  it('name only what was typed, with this machine’s offset', () => {
    expect(readTerms(noTerms, nowAt)).toEqual({
      ready: true,
      early: false,
      noVersion: false,
      activateAt: null,
      named: {},
    });
    const { named, activateAt } = readTerms({ ...noTerms, at: '2027-01-01T06:00', stores: ['s1'] }, nowAt);
    expect(Object.keys(named)).toEqual(['activateAt', 'stores']);
    expect(Date.parse(activateAt ?? '')).toBe(new Date('2027-01-01T06:00').getTime());
  });

  it('do not end before they start, nor before now', () => {
    expect(readTerms({ ...noTerms, until: '2026-12-01T00:00' }, nowAt)).toMatchObject({
      ready: false,
      early: true,
    });
    const later = { ...noTerms, at: '2027-02-01T00:00', until: '2027-01-01T00:00' };
    expect(readTerms(later, nowAt)).toMatchObject({ ready: false, early: true });
    expect(readTerms({ ...later, until: '2027-03-01T00:00' }, nowAt)).toMatchObject({ ready: true });
    expect(readTerms({ ...noTerms, at: 'soon' }, nowAt)).toMatchObject({ ready: false, early: false });
  });

  it('name a version of three numbers, and a cap only where one was typed', () => {
    const typed = { ...noTerms, leastAgent: ' 0.2.0 ', caps: { summer: 5 } };
    expect(readTerms(typed, nowAt)).toMatchObject({
      ready: true,
      named: { leastAgent: '0.2.0', tillCaps: { summer: 5 } },
    });
    expect(readTerms({ ...noTerms, leastAgent: '2' }, nowAt)).toMatchObject({
      ready: false,
      noVersion: true,
    });
    expect(readTerms(noTerms, nowAt).named).toEqual({});
  });
});

describe('an address inside the console', () => {
  it('names a page and what is open on it', () => {
    expect(readRoute('#/programs/12')).toEqual({ page: 'programs', part: '12' });
    expect(readRoute('')).toEqual({ page: null, part: null });
    expect(readRoute('#/nothing')).toEqual({ page: null, part: null });
    expect(readRoute(addressOf('members', 'м/1'))).toEqual({ page: 'members', part: 'м/1' });
  });

  it('that somebody garbled opens nothing and breaks nothing', () => {
    expect(readRoute('#/members/%E0%A4%A')).toEqual({ page: 'members', part: null });
  });
});

describe('a token', () => {
  it('that is none is neither taken nor found in the tab', () => {
    expect(isToken('a'.repeat(43))).toBe(true);
    expect(isToken('has space has space has')).toBe(false);
    expect(isToken('')).toBe(false);
    const storage = {
      getItem: () => 'two\r\nlines of something long',
      setItem: () => {},
      removeItem: () => {},
    };
    expect(keptToken(storage)).toBeNull();
  });
});
