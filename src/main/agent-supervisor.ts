import { type FromAgent, fromAgentSchema, type ToAgent } from '../agent/electron-messages.ts';
import { type Pulse, watchPulse } from './agent-pulse.ts';
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
const STOP_TIMEOUT_MS = 8_000;

/** One process of the agent, from its fork to its exit. */
type Life = {
  readonly child: ChildApi;
  readonly startedAtMs: number;
  /** Null until the till is open: opening may take long and answers nothing. */
  pulse: Pulse | null;
};

/** Ends a process that no longer answers. */
function watchLife(child: ChildApi, options: AgentSupervisorOptions): Pulse {
  return watchPulse(
    options.timing,
    () => child.postMessage({ type: 'ping' }),
    () => {
      options.log.error({ pid: child.pid }, 'The till agent does not answer; it is ended and started again.');
      child.kill();
    },
  );
}

/** Asks a process to close and resolves when `exited` does; kills it when it takes longer than eight seconds. */
async function closeInTime(
  child: ChildApi,
  exited: Promise<void>,
  options: AgentSupervisorOptions,
): Promise<void> {
  child.postMessage({ type: 'close' });
  const cancel = options.timing.after(STOP_TIMEOUT_MS, () => {
    options.log.warn({}, 'The till agent did not close in time; it is ended.');
    child.kill();
  });
  await exited;
  cancel();
}

/** Keeps one till agent running as a process of its own: starts it again when it dies, kills it when it hangs. */
export function superviseAgent(options: AgentSupervisorOptions): AgentSupervisor {
  const { timing, log } = options;
  const stopped = Promise.withResolvers<void>();
  let state: AgentState = 'starting';
  let life: Life | null = null;
  let deaths = 0;
  let cancelRestart = (): void => {};

  const setState = (next: AgentState): void => {
    state = next;
    options.onState(next);
  };

  const onMessage = (current: Life, raw: unknown): void => {
    const parsed = fromAgentSchema.safeParse(raw);
    if (!parsed.success) {
      log.warn({}, 'The till agent said something unknown; dropped.');
      return;
    }
    current.pulse?.heard();
    if (parsed.data.type === 'ready' && state === 'starting') {
      current.pulse = watchLife(current.child, options);
      setState('ready');
    }
    if (parsed.data.type !== 'pong') options.onMessage(parsed.data);
  };

  const onExit = (current: Life, code: number): void => {
    life = null;
    current.pulse?.stop();
    options.onExit();
    if (state === 'stopped') {
      stopped.resolve();
      return;
    }
    deaths = timing.monotonicMs() - current.startedAtMs >= HEALTHY_AFTER_MS ? 1 : deaths + 1;
    const delayMs = restartDelayMs(deaths, timing.chance());
    log.warn({ code, deaths, delayMs }, 'The till agent ended; it is started again.');
    setState('waiting');
    cancelRestart = timing.after(delayMs, start);
  };

  function start(): void {
    const current: Life = { child: options.fork(), startedAtMs: timing.monotonicMs(), pulse: null };
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
      life?.child.postMessage(message, ports);
      return life !== null;
    },
    stop: async () => {
      cancelRestart();
      setState('stopped');
      life?.pulse?.stop();
      if (life !== null) await closeInTime(life.child, stopped.promise, options);
    },
  };
}
