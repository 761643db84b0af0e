import type { AgentEvent } from '../../contracts/events.ts';
import { agentEventSchema } from '../../contracts/events.ts';
import { type Problem, problemSchema } from '../../contracts/problem.ts';
import { type UiCallName, type UiParams, type UiResult, uiCalls } from '../../contracts/ui-api.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Channel, ChannelState } from './channel.ts';
import { type LocalProblemCode, localProblem } from './local-problem.ts';

export type CallAnswer<Name extends UiCallName> = Result<UiResult<Name>, Problem>;

/** The agent as a window sees it: calls that always end, and events. */
export interface AgentClient {
  call<Name extends UiCallName>(name: Name, params: UiParams<Name>): Promise<CallAnswer<Name>>;
  onEvent(listener: (event: AgentEvent) => void): void;
  onState(listener: (state: ChannelState) => void): void;
}

/** Longest a cashier waits for an answer before the window says so. */
const CALL_TIMEOUT_MS = 10_000;

type Pending = { readonly settle: (answer: Result<unknown, Problem>) => void };

/** Speaks the UI contract over a channel. What comes back is checked here, so the rest of the window may trust it. */
export function createAgentClient(channel: Channel, timeoutMs: number = CALL_TIMEOUT_MS): AgentClient {
  const pending = new Map<number, Pending>();
  const eventListeners: ((event: AgentEvent) => void)[] = [];
  let lastId = 0;

  const settle = (id: number, answer: Result<unknown, Problem>): void => {
    const waiting = pending.get(id);
    pending.delete(id);
    waiting?.settle(answer);
  };
  const settleAll = (code: LocalProblemCode): void => {
    for (const id of [...pending.keys()]) settle(id, err(localProblem(code)));
  };

  channel.onState((state) => {
    if (state !== 'open') settleAll('disconnected');
  });
  channel.onMessage((text) => {
    const frame = parseFrame(text);
    if (frame === null) return;
    if (frame.kind === 'reply') settle(frame.id, frame.answer);
    else for (const listener of eventListeners) listener(frame.event);
  });

  return {
    onEvent: (listener) => {
      eventListeners.push(listener);
    },
    onState: (listener) => channel.onState(listener),
    call: async (name, params) => {
      const id = ++lastId;
      const answer = await new Promise<Result<unknown, Problem>>((resolve) => {
        const timer = setTimeout(() => settle(id, err(localProblem('no-answer'))), timeoutMs);
        pending.set(id, {
          settle: (result) => {
            clearTimeout(timer);
            resolve(result);
          },
        });
        const sent = channel.send(JSON.stringify({ id, call: name, params }));
        if (!sent) settle(id, err(localProblem('disconnected')));
      });
      return answer.ok ? readResult(name, answer.value) : answer;
    },
  };
}

function readResult<Name extends UiCallName>(name: Name, value: unknown): CallAnswer<Name> {
  const parsed = uiCalls[name].result.safeParse(value);
  // The schema at the call's own key has just checked exactly this shape.
  return parsed.success ? ok(parsed.data as UiResult<Name>) : err(localProblem('unreadable'));
}

type Frame =
  | { readonly kind: 'reply'; readonly id: number; readonly answer: Result<unknown, Problem> }
  | { readonly kind: 'event'; readonly event: AgentEvent };

/** A frame of the agent, or null for one of a newer agent that this window does not know. */
function parseFrame(text: string): Frame | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof raw !== 'object' || raw === null) return null;
  if ('id' in raw && typeof raw.id === 'number' && 'ok' in raw) {
    if (raw.ok === true)
      return { kind: 'reply', id: raw.id, answer: ok('result' in raw ? raw.result : null) };
    const problem = problemSchema.safeParse('problem' in raw ? raw.problem : null);
    return {
      kind: 'reply',
      id: raw.id,
      answer: err(problem.success ? problem.data : localProblem('unreadable')),
    };
  }
  const event = agentEventSchema.safeParse(raw);
  return event.success ? { kind: 'event', event: event.data } : null;
}
