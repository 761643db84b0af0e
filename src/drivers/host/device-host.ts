/** The parent's side of the device host: hands it jobs and bytes, and keeps what it last said. */
import type { Clock } from '../../shared/ports.ts';
import type { DevicesConfig } from '../config.ts';
import type { DeviceStatus } from '../device-status.ts';
import type { MachineFound } from '../discover/machine-facts.ts';
import type { DecodedScan } from '../scanner/decoded-scan.ts';
import { type Scheduler, systemScheduler } from '../scheduler.ts';
import { createDeviceBoard, type DeviceBoard } from './device-board.ts';
import { forkHost, type LaunchHost } from './host-process.ts';
import { HostSupervisor } from './host-supervisor.ts';
import type { FromHost, PrintResultMessage } from './messages.ts';

export interface DeviceHostOptions {
  readonly config: DevicesConfig;
  readonly clock: Clock;
  readonly onScan: (scan: DecodedScan) => void;
  readonly onDevice: (status: DeviceStatus) => void;
  /** `sent` may come first; `confirmed`, `unknown` and `failed` are the last word on a job. */
  readonly onPrintResult: (result: PrintResultMessage) => void;
  /** Never given anything that was scanned. */
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
  readonly launch?: LaunchHost;
  readonly scheduler?: Scheduler;
}

export interface DeviceHost {
  print(jobId: string, bytes: Uint8Array): void;
  /**
   * Opens the drawer at the printer within two seconds or not at all; `atOnce`: the same past the printer's buffer, where
   * its language has that. `failed`: it stays closed; `unknown`: the pulse has left, and nothing tells more.
   */
  openDrawer(bytes: Uint8Array, atOnce: Uint8Array | null): Promise<PulseResult>;
  /**
   * Asks the printer how it is and looks for lost devices now; a change is told by `onDevice`. Settles when all have
   * been asked, or the process has ended.
   */
  checkHealth(): Promise<void>;
  /** Shows two lines to the customer, where there is a display. */
  display(lines: readonly string[]): void;
  /** Bytes of a virtual scanner. */
  feed(deviceId: string, bytes: Uint8Array): void;
  /** What is plugged into this machine; null where the process ended before it could say. */
  look(): Promise<MachineFound | null>;
  devices(): DeviceStatus[];
  close(): Promise<void>;
}

/** What became of a drawer's pulse. */
export type PulseResult = {
  readonly state: 'confirmed' | 'unknown' | 'failed';
  readonly reason: string | null;
};

/** Reason of everything that fails because the process is gone. */
const hostDown = 'device-host-down';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Starts the device host; until `close` it runs or is being restarted. */
export function startDeviceHost(options: DeviceHostOptions): DeviceHost {
  const board = createDeviceBoard(options.config, options.clock, options.onDevice);
  const jobs = new PrintJobs(options.onPrintResult);
  const looking: ((found: MachineFound | null) => void)[] = [];
  const tellFound = (found: MachineFound | null): void => {
    for (const tell of looking.splice(0)) tell(found);
  };
  const checks = new HealthChecks();
  const pulses = new Pulses();
  const supervisor = new HostSupervisor({
    launch: options.launch ?? forkHost,
    clock: options.clock,
    scheduler: options.scheduler ?? systemScheduler,
    onStarted: () => void supervisor.send({ type: 'configure', config: options.config }),
    onMessage: (message) => {
      if (message.type === 'found') tellFound(message);
      else if (message.type === 'health-checked') checks.over(message.n);
      else if (message.type === 'pulse-result') pulses.over(message);
      else hear(message, options, board, jobs);
    },
    onEnded(how, restartInMs) {
      jobs.hostEnded();
      tellFound(null);
      checks.allOver();
      pulses.allOver();
      if (restartInMs === null) return;
      board.allOffline(hostDown);
      options.log('warn', `device host ended (${how}), starts again in ${restartInMs} ms`);
    },
  });
  supervisor.start();
  return {
    print(jobId, bytes) {
      jobs.handedOver(jobId);
      if (!supervisor.send({ type: 'print', jobId, bytesBase64: base64(bytes) })) {
        jobs.result({ jobId, state: 'failed', reason: hostDown });
      }
    },
    openDrawer: (bytes, atOnce) =>
      pulses.begin((jobId) =>
        supervisor.send({
          type: 'pulse',
          jobId,
          bytesBase64: base64(bytes),
          atOnceBase64: atOnce === null ? null : base64(atOnce),
          askedMs: options.clock.wallMs(),
        }),
      ),
    checkHealth: () => checks.begin((n) => supervisor.send({ type: 'check-health', n })),
    display(lines) {
      supervisor.send({ type: 'display', lines: lines.slice(0, 2).map((line) => line.slice(0, 80)) });
    },
    feed(deviceId, bytes) {
      supervisor.send({ type: 'feed', deviceId, bytesBase64: base64(bytes) });
    },
    look: () =>
      new Promise((resolve) => {
        looking.push(resolve);
        if (!supervisor.send({ type: 'look' })) tellFound(null);
      }),
    devices: () => board.all(),
    close: () => {
      tellFound(null);
      checks.allOver();
      pulses.allOver();
      return supervisor.close();
    },
  };
}

function hear(
  message: Exclude<FromHost, { type: 'found' | 'health-checked' | 'pulse-result' }>,
  options: DeviceHostOptions,
  board: DeviceBoard,
  jobs: PrintJobs,
): void {
  switch (message.type) {
    case 'scan':
      options.onScan(message.scan);
      return;
    case 'device': {
      const { type: _type, ...status } = message;
      board.set(status);
      return;
    }
    case 'print-started':
      jobs.started(message.jobId);
      return;
    case 'print-result': {
      const { type: _type, ...result } = message;
      jobs.result(result);
      return;
    }
    case 'pong':
      return;
    case 'crash':
      options.log('error', [`device host: ${message.name}`, ...message.stack].join('\n'));
      return;
  }
}

/** Checks of health that were asked for and are not over. */
class HealthChecks {
  readonly #waiting = new Map<number, () => void>();
  #last = 0;

  /** `ask` is false when nobody is there to be asked. */
  begin(ask: (n: number) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#last += 1;
      this.#waiting.set(this.#last, resolve);
      if (!ask(this.#last)) this.over(this.#last);
    });
  }

  over(n: number): void {
    this.#waiting.get(n)?.();
    this.#waiting.delete(n);
  }

  allOver(): void {
    for (const n of [...this.#waiting.keys()]) this.over(n);
  }
}

/** Pulses of the drawer whose end is not known. */
class Pulses {
  readonly #waiting = new Map<string, (result: PulseResult) => void>();
  #last = 0;

  /** `ask` is false when nobody is there to be asked. */
  begin(ask: (jobId: string) => boolean): Promise<PulseResult> {
    return new Promise((resolve) => {
      this.#last += 1;
      const jobId = `drawer-${this.#last}`;
      this.#waiting.set(jobId, resolve);
      if (!ask(jobId)) this.over({ jobId, state: 'failed', reason: hostDown });
    });
  }

  over({ jobId, state, reason }: PrintResultMessage): void {
    // A pulse has no `sent`.
    this.#waiting.get(jobId)?.({ state: state === 'sent' ? 'unknown' : state, reason });
    this.#waiting.delete(jobId);
  }

  /** The process is gone, perhaps right behind the pulse. */
  allOver(): void {
    for (const jobId of [...this.#waiting.keys()]) this.over({ jobId, state: 'unknown', reason: hostDown });
  }
}

/** Jobs in the host's hands, with whether their first byte may have left. */
class PrintJobs {
  readonly #started = new Map<string, boolean>();
  readonly #onResult: (result: PrintResultMessage) => void;

  constructor(onResult: (result: PrintResultMessage) => void) {
    this.#onResult = onResult;
  }

  handedOver(jobId: string): void {
    this.#started.set(jobId, false);
  }

  started(jobId: string): void {
    if (this.#started.has(jobId)) this.#started.set(jobId, true);
  }

  result(result: PrintResultMessage): void {
    if (result.state !== 'sent') this.#started.delete(result.jobId);
    this.#onResult(result);
  }

  hostEnded(): void {
    for (const [jobId, started] of [...this.#started]) {
      this.result({ jobId, state: started ? 'unknown' : 'failed', reason: hostDown });
    }
  }
}
