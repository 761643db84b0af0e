import { describe, expect, it } from 'vitest';
import { pollDelayMs, retryDelayMs } from '../../../src/sync/machine/delays.ts';
import {
  initialState,
  type SyncCommand,
  type SyncEvent,
  type SyncState,
  stateKinds,
} from '../../../src/sync/machine/state.ts';
import { step } from '../../../src/sync/machine/step.ts';

const everyEvent: SyncEvent[] = [
  { kind: 'start' },
  { kind: 'stop' },
  { kind: 'plug' },
  { kind: 'unplug' },
  { kind: 'poke' },
  { kind: 'bell', stream: 'members' },
  { kind: 'bell-lost' },
  { kind: 'poll-due' },
  { kind: 'retry-due' },
  { kind: 'pushed', more: false },
  { kind: 'pushed', more: true },
  { kind: 'nothing-to-push' },
  { kind: 'push-refused', forked: true },
  { kind: 'push-refused', forked: false },
  { kind: 'pulled', more: false },
  { kind: 'pulled', more: true },
  { kind: 'hub-restored' },
  { kind: 'failed', retryAfterMs: null },
];

/** Runs events in order; answers the state and all commands as words. */
function run(events: readonly SyncEvent[], from: SyncState = initialState) {
  let state = from;
  const commands: SyncCommand[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    commands.push(...next.commands);
  }
  const words = commands.map((command) =>
    command.kind === 'pull' ? `pull ${command.stream}` : command.kind,
  );
  return { state, words };
}

const started: SyncEvent[] = [
  { kind: 'start' },
  { kind: 'nothing-to-push' },
  ...Array.from({ length: 5 }, (): SyncEvent => ({ kind: 'pulled', more: false })),
];

describe('the sync machine', () => {
  it('pushes first, then pulls every stream in order, then listens and arms the poll', () => {
    expect(run(started).words).toEqual([
      'push',
      'pull config',
      'pull packs',
      'pull goods',
      'pull members',
      'pull coupons',
      'open-doorbell',
      'arm-poll',
    ]);
    expect(run(started).state.kind).toBe('idle');
  });

  it('asks a stream again while there is more', () => {
    const { words } = run([{ kind: 'start' }, { kind: 'nothing-to-push' }, { kind: 'pulled', more: true }]);
    expect(words).toEqual(['push', 'pull config', 'pull config']);
  });

  it('pushes a new operation at once when idle and keeps the pause when the hub is away', () => {
    const idle = run(started).state;
    expect(run([{ kind: 'poke' }], idle).words).toEqual(['disarm', 'push']);
    const waiting = run([{ kind: 'start' }, { kind: 'failed', retryAfterMs: null }]).state;
    expect(run([{ kind: 'poke' }], waiting).words).toEqual([]);
    expect(run([{ kind: 'poke' }, { kind: 'retry-due' }], waiting).words).toEqual(['push']);
  });

  it('counts failures until an answer of the hub, not until an empty outbox', () => {
    const failed: SyncEvent[] = [
      { kind: 'start' },
      { kind: 'nothing-to-push' },
      { kind: 'failed', retryAfterMs: null },
      { kind: 'retry-due' },
      { kind: 'nothing-to-push' },
      { kind: 'failed', retryAfterMs: null },
    ];
    expect(run(failed).state.failures).toBe(2);
    const back: SyncEvent[] = [
      { kind: 'retry-due' },
      { kind: 'nothing-to-push' },
      { kind: 'pulled', more: false },
    ];
    expect(run([...failed, ...back]).state.failures).toBe(0);
  });

  it('stops pushing after a fork but goes on pulling, also after new operations', () => {
    const forked = run([
      { kind: 'start' },
      { kind: 'push-refused', forked: true },
      { kind: 'pulled', more: false },
      { kind: 'poke' },
      { kind: 'pulled', more: false },
      { kind: 'pulled', more: false },
      { kind: 'pulled', more: false },
      { kind: 'pulled', more: false },
      { kind: 'poll-due' },
    ]);
    expect(forked.words.filter((word) => word === 'push')).toHaveLength(1);
    expect(forked.words.filter((word) => word === 'pull config')).toHaveLength(2);
  });

  it('ends everything when the cable is pulled and asks for everything when it is back', () => {
    const idle = run(started).state;
    const unplugged = run([{ kind: 'unplug' }], idle);
    expect(unplugged.words).toEqual(['abort', 'disarm', 'close-doorbell']);
    expect(unplugged.state.kind).toBe('offline');
    expect(run([{ kind: 'poke' }, { kind: 'plug' }], unplugged.state).words).toEqual(['push']);
  });

  it('does not reach for the hub when it starts with the cable pulled', () => {
    expect(run([{ kind: 'unplug' }, { kind: 'start' }]).words).toEqual([]);
    expect(run([{ kind: 'unplug' }, { kind: 'start' }, { kind: 'plug' }]).words).toEqual(['push']);
  });

  it('opens a doorbell that broke off while the hub answers only after the next poll', () => {
    const idle = run(started).state;
    const cycle = started.slice(1);
    const quick = run([{ kind: 'bell-lost' }, { kind: 'retry-due' }, ...cycle], idle);
    expect(quick.words.filter((word) => word === 'open-doorbell')).toHaveLength(0);
    const later = run([{ kind: 'poll-due' }, ...cycle], quick.state);
    expect(later.words.filter((word) => word === 'open-doorbell')).toHaveLength(1);
  });

  it('opens the doorbell at once when the hub was down and is back', () => {
    const idle = run(started).state;
    const cycle = started.slice(1);
    const { words } = run(
      [
        { kind: 'bell-lost' },
        { kind: 'retry-due' },
        { kind: 'nothing-to-push' },
        { kind: 'failed', retryAfterMs: null },
        { kind: 'retry-due' },
        ...cycle,
      ],
      idle,
    );
    expect(words.filter((word) => word === 'open-doorbell')).toHaveLength(1);
  });

  it('asks a stream again whose bell rang while it was being pulled', () => {
    const { words } = run([
      { kind: 'start' },
      { kind: 'nothing-to-push' },
      { kind: 'bell', stream: 'config' },
      { kind: 'pulled', more: false },
      { kind: 'pulled', more: false },
      { kind: 'pulled', more: false },
      { kind: 'pulled', more: false },
      { kind: 'pulled', more: false },
    ]);
    expect(words.filter((word) => word === 'pull config')).toHaveLength(2);
  });

  it('offers and asks everything anew when the hub was restored, a fork of the lost data forgotten', () => {
    const forked = run([{ kind: 'start' }, { kind: 'push-refused', forked: true }]).state;
    expect(forked).toMatchObject({ kind: 'pulling', forked: true });
    const after = run([{ kind: 'hub-restored' }, { kind: 'nothing-to-push' }], forked);
    expect(after.words).toEqual(['push', 'pull config']);
    expect(after.state).toMatchObject({
      forked: false,
      pullWanted: ['config', 'packs', 'goods', 'members', 'coupons'],
    });
  });

  it('never has two exchanges under way and never rests without a timer, from any state at any event', () => {
    const seen = new Map<string, { state: SyncState; exchange: boolean; timer: boolean; bell: boolean }>();
    const key = (one: object): string => JSON.stringify(one);
    const first = { state: initialState, exchange: false, timer: false, bell: false };
    const queue = [first];
    seen.set(key(first), first);
    const kinds = new Set<string>();
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      kinds.add(at.state.kind);
      for (const event of everyEvent) {
        if (!canHappen(at, event)) continue;
        const next = follow(at, event);
        expect(next.exchange).toBe(next.state.kind === 'pushing' || next.state.kind === 'pulling');
        if (next.state.kind === 'idle' || next.state.kind === 'waiting') expect(next.timer).toBe(true);
        expect(next.bell).toBe(next.state.doorbell === 'open');
        // Counting failures or repeated streams for ever would make the walk endless.
        const folded = { ...next, state: { ...next.state, failures: Math.min(next.state.failures, 2) } };
        if (folded.state.pullWanted.length > 5 || seen.has(key(folded))) continue;
        seen.set(key(folded), folded);
        queue.push(folded);
      }
    }
    expect([...kinds].sort()).toEqual([...stateKinds].sort());
    expect(seen.size).toBeGreaterThan(100);
  });
});

type World = { state: SyncState; exchange: boolean; timer: boolean; bell: boolean };

/** What the world can produce: an outcome only of what is under way, a timer only when armed. */
function canHappen(world: World, event: SyncEvent): boolean {
  if (event.kind === 'bell' || event.kind === 'bell-lost') return world.bell;
  if (event.kind === 'poll-due') return world.timer && world.state.kind === 'idle';
  if (event.kind === 'retry-due') return world.timer && world.state.kind === 'waiting';
  if (['pushed', 'nothing-to-push', 'push-refused'].includes(event.kind))
    return world.state.kind === 'pushing';
  if (event.kind === 'pulled') return world.state.kind === 'pulling';
  if (event.kind === 'failed' || event.kind === 'hub-restored') return world.exchange;
  return true;
}

function follow(world: World, event: SyncEvent): World {
  const outcomes = ['pushed', 'nothing-to-push', 'push-refused', 'pulled', 'hub-restored', 'failed'];
  const outcome = outcomes.includes(event.kind);
  const fired = event.kind === 'poll-due' || event.kind === 'retry-due';
  let { exchange, timer, bell } = world;
  if (outcome) exchange = false;
  if (fired) timer = false;
  if (event.kind === 'bell-lost') bell = false;
  const { state, commands } = step(world.state, event);
  for (const command of commands) {
    if (command.kind === 'push' || command.kind === 'pull') {
      expect(exchange).toBe(false);
      exchange = true;
    }
    if (command.kind === 'abort') exchange = false;
    if (command.kind === 'arm-poll' || command.kind === 'arm-retry') timer = true;
    if (command.kind === 'disarm') timer = false;
    if (command.kind === 'open-doorbell') bell = true;
    if (command.kind === 'close-doorbell') bell = false;
  }
  return { state, exchange, timer, bell };
}

describe('the pauses', () => {
  it('double from 1 s to 60 s with full jitter', () => {
    const most = [1, 2, 3, 4, 5, 6, 7, 8, 40].map((failures) => retryDelayMs(failures, null, 0.999_999));
    expect(most.map((ms) => Math.round(ms / 1000))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(retryDelayMs(7, null, 0)).toBe(0);
  });

  it('honour Retry-After as the least', () => {
    expect(retryDelayMs(1, 7000, 0)).toBe(7000);
    expect(retryDelayMs(1, 7000, 0.5)).toBe(7500);
  });

  it('poll every 30 s, 20 % more or less', () => {
    expect([pollDelayMs(0), pollDelayMs(0.5), pollDelayMs(1)]).toEqual([24_000, 30_000, 36_000]);
  });
});
