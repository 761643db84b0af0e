/** The device host as a utility process of Electron: its agent speaks to it over the port that main hands over. */
import { isFromAgent } from '../drivers/host/from-agent.ts';
import { createHost } from '../drivers/host/host.ts';
import type { FromHost } from '../drivers/host/messages.ts';
import { systemScheduler } from '../drivers/scheduler.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { systemRandom } from '../drivers/system-random.ts';
import { AGENT_PORT_MESSAGE } from './electron-messages.ts';
import type { ElectronParentPort, ElectronPort } from './electron-port.ts';

const LAST_WORDS_MS = 100;

function serve(port: ElectronPort): void {
  const send = (message: FromHost): void => port.postMessage(message);
  const host = createHost({ send, clock: systemClock, scheduler: systemScheduler, random: systemRandom });
  port.on('message', ({ data }) => {
    if (isFromAgent(data)) host.receive(data);
  });
  port.on('close', () => {
    host.close();
    process.exit(0);
  });
  process.on('uncaughtException', (failure) => {
    // Names and places only: a message could hold what was scanned.
    const stack = (failure.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    send({ type: 'crash', name: failure.name, stack: stack.slice(0, 8) });
    setTimeout(() => process.exit(1), LAST_WORDS_MS);
  });
  port.start();
}

const parent: ElectronParentPort = process.parentPort;
parent.on('message', ({ data, ports }) => {
  const [port] = ports;
  const isHandOver =
    typeof data === 'object' && data !== null && 'type' in data && data.type === AGENT_PORT_MESSAGE.type;
  if (isHandOver && port !== undefined) serve(port);
});
