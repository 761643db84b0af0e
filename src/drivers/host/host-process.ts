import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type FromHost, fromHostSchema, type ToHost } from './messages.ts';

/** The running host as its parent sees it; Electron's utility process fits as well as a forked Node. */
export interface HostProcess {
  send(message: ToHost): void;
  /** Ends it at once, whatever it is doing. One that cannot end for now keeps nobody waiting. */
  kill(): void;
}

export interface HostProcessEvents {
  readonly onMessage: (message: FromHost) => void;
  readonly onExit: (how: string) => void;
}

export type LaunchHost = (events: HostProcessEvents) => HostProcess;

const mainFile = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Compiled code of earlier starts: with it a host is up in less than half the time, which is a scanner's pause. */
const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/kopilka-compile', import.meta.url));

/** Forks the host with this Node. Its output is dropped: it could hold what was scanned. */
export const forkHost: LaunchHost = (events) => {
  const child = fork(mainFile, [], {
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  });
  let exited = false;
  const exit = (how: string): void => {
    if (exited) return;
    exited = true;
    events.onExit(how);
  };
  child.on('message', (received) => {
    const message = fromHostSchema.safeParse(received);
    if (message.success) events.onMessage(message.data);
  });
  child.on('exit', (code, signal) => exit(signal === null ? `code ${code}` : `signal ${signal}`));
  child.on('error', () => exit('not started'));
  return {
    send(message) {
      // A message to a host that is dying is answered by its exit.
      if (child.connected) child.send(message, () => undefined);
    },
    kill() {
      child.kill('SIGKILL');
      child.unref();
      child.channel?.unref();
    },
  };
};
