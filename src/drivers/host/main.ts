/** The device host as a process: forked by the agent, ends with it. */
import { flushCompileCache } from 'node:module';
import { systemScheduler } from '../scheduler.ts';
import { systemClock } from '../system-clock.ts';
import { systemRandom } from '../system-random.ts';
import { isFromAgent } from './from-agent.ts';
import { createHost } from './host.ts';
import type { FromHost } from './messages.ts';

const send = (message: FromHost): void => {
  // A parent that is gone is told nothing more; 'disconnect' ends this process.
  if (process.connected) process.send?.(message, () => undefined);
};

const host = createHost({ send, clock: systemClock, scheduler: systemScheduler, random: systemRandom });

process.on('message', (received) => {
  if (isFromAgent(received)) host.receive(received);
});

process.on('disconnect', () => {
  host.close();
  process.exit(0);
});

process.on('uncaughtException', (failure) => {
  const stack = (failure.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const crash: FromHost = { type: 'crash', name: failure.name, stack: stack.slice(0, 8) };
  if (!process.connected) process.exit(1);
  process.send?.(crash, () => process.exit(1));
});

// Written now, because a host that is ended or crashes writes nothing at its end.
setTimeout(flushCompileCache, 2000).unref();
