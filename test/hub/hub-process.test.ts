import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hubCommand } from '../../src/cli/commands/hub.ts';
import { hubEnrolCodeCommand } from '../../src/cli/commands/hub-enrol-code.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { openShop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

const childFile = fileURLToPath(new URL('support/hub-child.ts', import.meta.url));

/** The hub as a process, ready to serve. */
async function startChild(dataDir: string, port: number): Promise<ChildProcess> {
  const words = ['hub', '--data', dataDir, '--port', String(port), '--json'];
  const child = spawn(process.execPath, [childFile, ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout ?? Readable.from([]) });
  const [line] = (await once(lines, 'line')) as [string];
  expect(JSON.parse(line)).toMatchObject({ ready: true });
  return child;
}

describe('a hub process', () => {
  it('killed again and again under load loses nothing and applies nothing twice', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('the members are there', () => till.store.memberCount() === 2);
    await shop.stopHub();
    const port = Number(new URL(shop.url()).port);
    let sold = 0;
    for (let round = 0; round < 4; round++) {
      const child = await startChild(shop.dataDir, port);
      const endMs = performance.now() + 120 + 40 * round;
      while (performance.now() < endMs) {
        till.sell({ member: 'boris', netMinor: 100, earned: 1 });
        sold += 1;
        till.client.poke();
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const last = await startChild(shop.dataDir, port);
    await until('the outbox is empty', () => till.store.backlog().count === 0);
    const boris = await shop.member('boris');
    // One more operation is the opening spend of the import.
    expect([boris.wallets.main?.balance, boris.operations, boris.record.purchases]).toEqual([
      sold,
      sold + 1,
      sold + 10,
    ]);
    expect(boris.postingsSum).toEqual({ main: 0 });
    expect(till.store.quarantine.count()).toBe(0);
    last.kill('SIGTERM');
    expect(await once(last, 'exit')).toEqual([0, null]);
  });

  it('that cannot start says what to do and ends with 1', async () => {
    const errors: string[] = [];
    const stderr = Object.assign(process.stderr, {});
    const streams = {
      stdin: Readable.from([]),
      stdout: process.stdout,
      stderr: Object.create(stderr, { write: { value: (text: string) => errors.push(text) > 0 } }),
    };
    const signal = new AbortController().signal;
    expect(await runCommandLine([hubCommand], ['hub', '--data', '/nonexistent/hub'], streams, signal)).toBe(
      1,
    );
    expect(errors.join('')).toContain('kopilka hub init');
    const words = [
      'hub',
      'enrol-code',
      '--store',
      's',
      '--till',
      't',
      '--token',
      'x',
      '--hub',
      'http://127.0.0.1:9',
    ];
    expect(await runCommandLine([hubEnrolCodeCommand], words, streams, signal)).toBe(1);
    expect(errors.join('')).toContain('Is it running?');
  });
});
