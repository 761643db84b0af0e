import { expect, it } from 'vitest';
import type { HostProcessEvents } from '../../../src/drivers/host/host-process.ts';
import { HostSupervisor } from '../../../src/drivers/host/host-supervisor.ts';
import type { ToHost } from '../../../src/drivers/host/messages.ts';
import { ManualTime } from '../manual-time.ts';

/** A supervisor over hosts that do nothing but what the test makes them do. */
function supervise({ immortal = false } = {}) {
  const time = new ManualTime();
  const heard: string[] = [];
  const ended: string[] = [];
  const hosts: Array<{ events: HostProcessEvents; sent: ToHost[]; killed: boolean }> = [];
  const supervisor = new HostSupervisor({
    clock: time,
    scheduler: time,
    onStarted: () => undefined,
    onMessage: ({ type }) => heard.push(type),
    onEnded: (how) => ended.push(how),
    launch(events) {
      const host = { events, sent: [] as ToHost[], killed: false };
      hosts.push(host);
      return {
        send: (message) => void host.sent.push(message),
        kill() {
          host.killed = true;
          if (!immortal) events.onExit('signal SIGKILL');
        },
      };
    },
  });
  supervisor.start();
  return { supervisor, time, hosts, heard, ended };
}

it('lets a host load its code for as long as a slow machine takes', () => {
  const { time, hosts } = supervise();
  time.pass(20_000);
  expect(hosts).toHaveLength(1);
  hosts[0]?.events.onMessage({ type: 'pong', n: 1 });
  time.pass(3000);
  expect(hosts).toHaveLength(1);
});

it('ends a host that has spoken and speaks no more, and one that never speaks', () => {
  const { time, hosts } = supervise();
  hosts[0]?.events.onMessage({ type: 'pong', n: 1 });
  time.pass(4200);
  expect(hosts.map(({ killed }) => killed)).toEqual([true, false]);
  time.pass(35_000);
  expect(hosts[1]?.killed).toBe(true);
});

it('takes a pause of its own process for no silence of the host', () => {
  const { time, hosts } = supervise();
  hosts[0]?.events.onMessage({ type: 'pong', n: 1 });
  // The ping that fell due in the pause runs first, before the answers that wait are read.
  time.pass(1000, 60_000);
  expect(hosts[0]?.killed).toBe(false);
  hosts[0]?.events.onMessage({ type: 'pong', n: 2 });
  time.pass(3000);
  expect(hosts).toHaveLength(1);
});

it('starts a host again at once after its first crash, and later and later one that dies of its start', () => {
  const { supervisor, time, hosts } = supervise();
  for (let n = 1; n <= 40; n += 1) {
    time.pass(1000);
    hosts[0]?.events.onMessage({ type: 'pong', n });
  }
  for (const [index, delayMs] of [0, 100, 200, 400].entries()) {
    hosts.at(-1)?.events.onExit('code 1');
    expect(supervisor.send({ type: 'check-health', n: 1 })).toBe(false);
    if (delayMs > 0) {
      time.pass(delayMs - 1);
      expect(hosts).toHaveLength(1 + index);
    }
    time.pass(1);
    expect(hosts).toHaveLength(2 + index);
  }
});

it('starts another beside a host that cannot end, and hears the old one no more', () => {
  const { supervisor, time, hosts, heard, ended } = supervise({ immortal: true });
  const [first] = hosts;
  first?.events.onMessage({ type: 'pong', n: 1 });
  time.pass(4000);
  expect(first?.killed).toBe(true);
  expect(hosts).toHaveLength(1);
  time.pass(1000);
  expect(hosts).toHaveLength(2);
  expect(ended).toEqual(['hangs, and cannot end']);
  hosts[1]?.events.onMessage({ type: 'pong', n: 2 });
  heard.length = 0;
  // The call of the kernel comes back after all.
  first?.events.onMessage({ type: 'health-checked', n: 7 });
  first?.events.onExit('signal SIGKILL');
  expect([heard, ended, hosts.length]).toEqual([[], ['hangs, and cannot end'], 2]);
  expect(supervisor.send({ type: 'ping', n: 3 })).toBe(true);
  expect(hosts[1]?.sent.at(-1)).toEqual({ type: 'ping', n: 3 });
  hosts[1]?.events.onMessage({ type: 'pong', n: 3 });
  expect(heard).toEqual(['pong']);
});
