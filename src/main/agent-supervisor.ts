import { type FromAgent, fromAgentSchema, type ToAgent } from '../agent/electron-messages.ts';
import type { ChildApi, PortApi } from './electron-api.ts';
import type { MainLog } from './log.ts';
import { restartDelayMs } from './restart-delay.ts';
import type { Timing } from './timing.ts';

/** `starting`: the process runs, the till is not open yet. `waiting`: it died and is started again soon. */
export type AgentState = 'starting' | 'ready' | 'waiting' | 'stopped';

export type AgentSupervisor = {
  readonly state: () => AgentState;
  /** False when there is no process to hear it. */
  readonly post: (message: ToAgent, ports?: PortApi[]) => boolean;
  /** Asks the agent to close the till; kills it when it does not within eight seconds. */
  readonly stop: () => Promise<void>;
};

export type AgentSupervisorOptions = {
  readonly fork: () => ChildApi;
  readonly timing: Timing;
  readonly log: MainLog;
  readonly onState: (state: AgentState) => void;
  /** A process of the agent runs and can be given ports: they wait in it until the till is open. */
  readonly onStarted: () => void;
  readonly onExit: () => void;
  /** Messages that are not the supervisor's own. */
  readonly onMessage: (message: FromAgent) => void;
};

/** An agent that lived this long is well: its next death counts as the first. */
const HEALTHY_AFTER_MS = 60_000;
const PING_EVERY_MS = 5_000;
/** Unanswered pings in a row before the agent counts as hung. Counted, not timed: a sleeping machine misses none. */
const MAX_MISSED_PINGS = 6;
const STOP_TIMEOUT_MS = 8_000;

type Life = { readonly child: ChildApi; readonly startedAtMs: number; missedPings: number };

/** Keeps one till agent running as a process of its own: starts it again when it dies, kills it when it hangs. */
export function superviseAgent(options: AgentSupervisorOptions): AgentSupervisor {
  const { timing, log } = options;
  let state: AgentState = 'starting';
  let life: Life | null = null;
  let deaths = 0;
  let cancelTimer = (): void => {};
  let resolveStopped = (): void => {};

  const setState = (next: AgentState): void => {
    state = next;
    options.onState(next);
  };

  const ping = (current: Life): void => {
    cancelTimer = timing.after(PING_EVERY_MS, () => {
      if (life !== current) return;
      if (current.missedPings >= MAX_MISSED_PINGS) {
        log.error(
          { pid: current.child.pid },
          'The till agent does not answer; it is ended and started again.',
        );
        current.child.kill();
        return;
      }
      current.missedPings++;
      current.child.postMessage({ type: 'ping' });
      ping(current);
    });
  };

  const onMessage = (current: Life, raw: unknown): void => {
    if (life !== current) return;
    const parsed = fromAgentSchema.safeParse(raw);
    if (!parsed.success) {
      log.warn({}, 'The till agent said something unknown; dropped.');
      return;
    }
    current.missedPings = 0;
    if (parsed.data.type === 'ready' && state === 'starting') {
      setState('ready');
      ping(current);
    }
    if (parsed.data.type !== 'pong') options.onMessage(parsed.data);
  };

  const onExit = (current: Life, code: number): void => {
    if (life !== current) return;
    life = null;
    cancelTimer();
    options.onExit();
    if (state === 'stopped') {
      resolveStopped();
      return;
    }
    deaths = timing.monotonicMs() - current.startedAtMs >= HEALTHY_AFTER_MS ? 1 : deaths + 1;
    const delayMs = restartDelayMs(deaths, timing.chance());
    log.warn({ code, deaths, delayMs }, 'The till agent ended; it is started again.');
    setState('waiting');
    cancelTimer = timing.after(delayMs, start);
  };

  function start(): void {
    const current: Life = { child: options.fork(), startedAtMs: timing.monotonicMs(), missedPings: 0 };
    life = current;
    current.child.on('message', (message) => onMessage(current, message));
    current.child.on('exit', (code) => onExit(current, code));
    setState('starting');
    options.onStarted();
  }

  start();
  return {
    state: () => state,
    post: (message, ports = []) => {
      if (life === null) return false;
      life.child.postMessage(message, ports);
      return true;
    },
    stop: () => stopAgent(),
  };

  function stopAgent(): Promise<void> {
    cancelTimer();
    setState('stopped');
    const current = life;
    if (current === null) return Promise.resolve();
    return new Promise((resolve) => {
      resolveStopped = resolve;
      current.child.postMessage({ type: 'close' });
      cancelTimer = timing.after(STOP_TIMEOUT_MS, () => {
        log.warn({}, 'The till agent did not close in time; it is ended.');
        current.child.kill();
      });
    });
  }
}
