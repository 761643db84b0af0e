import { type Stream, streams } from '../../contracts/sync.ts';
import type { EventKind, StateKind, Step, SyncCommand, SyncEvent, SyncState } from './state.ts';

type EventOf<Kind extends EventKind> = Extract<SyncEvent, { readonly kind: Kind }>;
type Row = { readonly [Kind in EventKind]: (state: SyncState, event: EventOf<Kind>) => Step };

const stay = (state: SyncState): Step => ({ state, commands: [] });
const wantPush = (state: SyncState): SyncState => ({ ...state, pushWanted: !state.forked });
const wantAll = (state: SyncState): SyncState => ({ ...wantPush(state), pullWanted: streams });
const wantPull = (state: SyncState, stream: Stream): SyncState =>
  state.pullWanted.includes(stream) ? state : { ...state, pullWanted: [...state.pullWanted, stream] };

/** The next exchange, or rest: own operations first, because they are what only this till has. */
function proceed(state: SyncState, before: readonly SyncCommand[] = []): Step {
  if (state.pushWanted)
    return { state: { ...state, kind: 'pushing' }, commands: [...before, { kind: 'push' }] };
  const [stream] = state.pullWanted;
  if (stream !== undefined) {
    return { state: { ...state, kind: 'pulling' }, commands: [...before, { kind: 'pull', stream }] };
  }
  const open: SyncCommand[] = state.doorbell === 'closed' ? [{ kind: 'open-doorbell' }] : [];
  return {
    state: { ...state, kind: 'idle', doorbell: state.doorbell === 'closed' ? 'open' : state.doorbell },
    commands: [...before, ...open, { kind: 'arm-poll' }],
  };
}

const closeDoorbell = (state: SyncState): SyncCommand[] =>
  state.doorbell === 'open' ? [{ kind: 'close-doorbell' }] : [];

/** Rest without the hub: everything is asked again when it is back. */
function leave(kind: 'stopped' | 'offline', state: SyncState): Step {
  return {
    state: { ...state, kind, failures: 0, doorbell: 'closed' },
    commands: [{ kind: 'abort' }, { kind: 'disarm' }, ...closeDoorbell(state)],
  };
}

function wait(state: SyncState, retryAfterMs: number | null): Step {
  const failures = state.failures + 1;
  return {
    state: { ...state, kind: 'waiting', failures, doorbell: 'closed' },
    commands: [...closeDoorbell(state), { kind: 'arm-retry', failures, retryAfterMs }],
  };
}

const wake = (state: SyncState): Step => proceed(state, [{ kind: 'disarm' }]);
const answered = (state: SyncState): SyncState => ({ ...state, failures: 0 });
/** What was a fork of the lost data need not be one of the restored data. */
const afterRestore = (state: SyncState): SyncState => wantAll({ ...answered(state), forked: false });

/** Events that a state cannot meet come from an exchange or timer that was ended a moment ago: they change nothing. */
const late = {
  pushed: stay,
  'nothing-to-push': stay,
  'push-refused': stay,
  pulled: stay,
  'hub-restored': stay,
  failed: stay,
} as const;
const noTimers = { 'poll-due': stay, 'retry-due': stay } as const;

/** What happens in every state at every event. An unconsidered pair does not compile. */
const table: { readonly [Kind in StateKind]: Row } = {
  stopped: {
    ...late,
    ...noTimers,
    start: (state) =>
      state.plugged ? proceed(wantAll({ ...state, forked: false })) : stay({ ...state, kind: 'offline' }),
    stop: stay,
    plug: (state) => stay({ ...state, plugged: true }),
    unplug: (state) => stay({ ...state, plugged: false }),
    poke: stay,
    bell: stay,
    'bell-lost': stay,
  },
  offline: {
    ...late,
    ...noTimers,
    start: stay,
    stop: (state) => leave('stopped', state),
    plug: (state) => proceed(wantAll({ ...state, plugged: true })),
    unplug: stay,
    poke: stay,
    bell: stay,
    'bell-lost': stay,
  },
  idle: {
    ...late,
    start: stay,
    stop: (state) => leave('stopped', state),
    plug: stay,
    unplug: (state) => leave('offline', { ...state, plugged: false }),
    poke: (state) => wake(wantPush(state)),
    bell: (state, { stream }) => wake(wantPull(state, stream)),
    // The hub may be going down: ask after a short random pause.
    'bell-lost': (state) => ({
      state: { ...state, kind: 'waiting', doorbell: 'resting' },
      commands: [{ kind: 'arm-retry', failures: 1, retryAfterMs: null }],
    }),
    'poll-due': (state) =>
      proceed(wantAll({ ...state, doorbell: state.doorbell === 'open' ? 'open' : 'closed' })),
    'retry-due': stay,
  },
  pushing: {
    ...noTimers,
    start: stay,
    stop: (state) => leave('stopped', state),
    plug: stay,
    unplug: (state) => leave('offline', { ...state, plugged: false }),
    // The push under way may not hold it: look again afterwards.
    poke: stay,
    bell: (state, { stream }) => stay(wantPull(state, stream)),
    'bell-lost': (state) => stay({ ...state, doorbell: 'resting' }),
    pushed: (state, { more }) => proceed({ ...answered(state), pushWanted: more }),
    'nothing-to-push': (state) => proceed({ ...state, pushWanted: false }),
    'push-refused': (state, { forked }) => proceed({ ...answered(state), pushWanted: false, forked }),
    pulled: stay,
    'hub-restored': (state) => proceed(afterRestore(state)),
    failed: (state, { retryAfterMs }) => wait(state, retryAfterMs),
  },
  pulling: {
    ...noTimers,
    start: stay,
    stop: (state) => leave('stopped', state),
    plug: stay,
    unplug: (state) => leave('offline', { ...state, plugged: false }),
    poke: (state) => stay(wantPush(state)),
    // The stream under way may have been read already: it is asked once more at the end.
    bell: (state, { stream }) => stay({ ...state, pullWanted: withAgain(state.pullWanted, stream) }),
    'bell-lost': (state) => stay({ ...state, doorbell: 'resting' }),
    pushed: stay,
    'nothing-to-push': stay,
    'push-refused': stay,
    pulled: (state, { more }) =>
      proceed({ ...answered(state), pullWanted: more ? state.pullWanted : state.pullWanted.slice(1) }),
    'hub-restored': (state) => proceed(afterRestore(state)),
    failed: (state, { retryAfterMs }) => wait(state, retryAfterMs),
  },
  waiting: {
    ...late,
    start: stay,
    stop: (state) => leave('stopped', state),
    plug: stay,
    unplug: (state) => leave('offline', { ...state, plugged: false }),
    // The pause is kept: a busy till must not hammer a hub that is down.
    poke: (state) => stay(wantPush(state)),
    bell: stay,
    'bell-lost': stay,
    'poll-due': stay,
    'retry-due': (state) => proceed(wantAll(state)),
  },
};

const withAgain = (wanted: readonly Stream[], stream: Stream): readonly Stream[] =>
  wanted.slice(1).includes(stream) ? wanted : [...wanted, stream];

/** One event in one state: the state after it and what to do. Pure and total. */
export function step(state: SyncState, event: SyncEvent): Step {
  // The table pairs each kind with its own handler; the compiler cannot follow the pairing through a union.
  const handler = table[state.kind][event.kind] as (state: SyncState, event: SyncEvent) => Step;
  return handler(state, event);
}
