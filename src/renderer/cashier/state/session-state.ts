import type { AgentEvent } from '../../../contracts/events.ts';
import type { Paper } from '../../../contracts/paper.ts';
import type { OpenReceipt } from '../../../contracts/pos-api.ts';
import type { TillStatus } from '../../../contracts/till-status.ts';
import type { BenchItem, UiResult } from '../../../contracts/ui-api.ts';
import type { ChannelState } from '../../kit/channel.ts';

export type Hello = UiResult<'hello'>;
export type ProgramNames = UiResult<'program.names'>;
/** A slip in the tray of the on-screen printer; `id` only tells them apart. */
export type TrayPaper = { readonly id: number; readonly paper: Paper };

/** What the window knows of the till, apart from the sale. */
export type SessionState = {
  readonly link: ChannelState;
  readonly hello: Hello | null;
  readonly status: TillStatus | null;
  readonly names: ProgramNames | null;
  /** Receipts of this till that were neither paid nor cancelled, oldest first. */
  readonly openReceipts: readonly OpenReceipt[];
  readonly bench: {
    readonly items: readonly BenchItem[];
    readonly papers: readonly TrayPaper[];
    readonly nextPaperId: number;
    readonly cable: 'plugged' | 'pulled';
  };
};

export type SessionEvent =
  | { readonly type: 'link'; readonly link: ChannelState }
  | { readonly type: 'hello'; readonly hello: Hello }
  | { readonly type: 'status'; readonly status: TillStatus }
  | { readonly type: 'names'; readonly names: ProgramNames }
  | { readonly type: 'open-receipts'; readonly receipts: readonly OpenReceipt[] }
  | { readonly type: 'bench-items'; readonly items: readonly BenchItem[] }
  | { readonly type: 'bench-papers'; readonly papers: readonly Paper[] }
  | { readonly type: 'paper-torn'; readonly id: number }
  | { readonly type: 'cable'; readonly cable: 'plugged' | 'pulled' }
  | { readonly type: 'agent'; readonly event: AgentEvent };

export const emptySession: SessionState = {
  link: 'connecting',
  hello: null,
  status: null,
  names: null,
  openReceipts: [],
  bench: { items: [], papers: [], nextPaperId: 1, cable: 'plugged' },
};

/** Slips kept in the tray; older ones fall off, as they would on a counter. */
const TRAY_SIZE = 12;

function withPapers(
  session: SessionState,
  papers: readonly Paper[],
  before: readonly TrayPaper[],
): SessionState {
  const { bench } = session;
  const added = papers.map((paper, index) => ({ id: bench.nextPaperId + index, paper }));
  return {
    ...session,
    bench: {
      ...bench,
      papers: [...before, ...added].slice(-TRAY_SIZE),
      nextPaperId: bench.nextPaperId + papers.length,
    },
  };
}

function withAgentEvent(session: SessionState, event: AgentEvent): SessionState {
  switch (event.event) {
    case 'sync':
      return { ...session, status: event.data };
    case 'device': {
      if (session.status === null) return session;
      const others = session.status.devices.filter((device) => device.id !== event.data.id);
      return { ...session, status: { ...session.status, devices: [...others, event.data] } };
    }
    case 'pack':
      return session.status === null
        ? session
        : { ...session, status: { ...session.status, pack: event.data } };
    case 'paper':
      return withPapers(session, [event.data.paper], session.bench.papers);
    case 'keyboards':
      return session.hello === null
        ? session
        : { ...session, hello: { ...session.hello, keyboards: event.data.keyboards } };
    case 'scan':
    case 'member':
      return session;
  }
}

/** The next state of the session; pure. */
export function reduceSession(session: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'link':
      return { ...session, link: event.link };
    case 'hello':
      return {
        ...session,
        hello: event.hello,
        bench: { ...session.bench, cable: event.hello.cable ? 'plugged' : 'pulled' },
      };
    case 'status':
      return { ...session, status: event.status };
    case 'names':
      return { ...session, names: event.names };
    case 'open-receipts':
      return { ...session, openReceipts: event.receipts };
    case 'bench-items':
      return { ...session, bench: { ...session.bench, items: event.items } };
    case 'bench-papers':
      return withPapers(session, event.papers, []);
    case 'paper-torn':
      return {
        ...session,
        bench: { ...session.bench, papers: session.bench.papers.filter((one) => one.id !== event.id) },
      };
    case 'cable':
      return { ...session, bench: { ...session.bench, cable: event.cable } };
    case 'agent':
      return withAgentEvent(session, event.event);
  }
}
