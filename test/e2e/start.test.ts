import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Running, runCli, startCli } from '../support/processes.ts';
import { freePort } from '../support/shop.ts';

let dataDir: string;
let words: string[];
let product: Running | undefined;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kopilka-start-'));
  const [hub, pos, window] = [await freePort(), await freePort(), await freePort()];
  words = ['start', '--data', dataDir, '--hub-port', `${hub}`, '--port', `${pos}`, '--ui-port', `${window}`];
});

afterAll(async () => {
  await product?.end();
  rmSync(dataDir, { recursive: true, force: true });
});

const occupy = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

const isServed = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
};

describe('kopilka start', () => {
  it('names a port that is taken and the option that chooses another', async () => {
    const port = Number(words[words.indexOf('--port') + 1]);
    const other = await occupy(port);
    try {
      const result = await runCli([...words, '--no-open']);
      expect(result.code).toBe(1);
      expect(result.error).toContain(`Port ${port} (the POS API) is taken by another program.`);
      expect(result.error).toContain('--port N');
    } finally {
      other.close();
    }
  });

  it('refuses one port for two parts before anything is started', async () => {
    const result = await runCli(['start', '--data', dataDir, '--hub-port', '9190', '--port', '9190']);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.error).toContain('--hub-port');
  });

  it('brings up hub, till and window, and a second start says that they run', async () => {
    product = await startCli(words);
    const { hub, window, posApi } = product.ready;
    expect(await isServed(`${hub}/v1/health`)).toBe(true);
    expect(await isServed(String(window).replace(/#.*/, ''))).toBe(true);
    expect((await fetch(`${posApi}/v1/status`)).status).toBe(401);

    const second = await runCli(words);
    expect(second.code).toBe(0);
    expect(second.out).toContain('already running');
    expect(second.out).toContain(String(window));
    expect(second.out).toContain(`kill ${product.process.pid}`);
  });

  it('keeps the secret of its window from other users of the machine', () => {
    for (const file of ['running.json', 'demo.json', 'till/window-token', 'hub/hub.sqlite']) {
      expect([file, statSync(join(dataDir, file)).mode & 0o077]).toEqual([file, 0]);
    }
  });

  it('ends everything on Ctrl-C and finds its data again at the next start', async () => {
    if (product === undefined) throw new Error('the product was not started');
    const { hub, window } = product.ready;
    await product.end('SIGINT');
    expect(product.process.exitCode).toBe(0);
    expect(await isServed(`${hub}/v1/health`)).toBe(false);
    expect(await isServed(String(window).replace(/#.*/, ''))).toBe(false);

    product = await startCli(words);
    expect(product.ready.window).toBe(window);
    expect(product.log()).toContain('Starting hub and till');
  });

  it('leaves nothing running when it is killed, and starts again without a word about it', async () => {
    if (product === undefined) throw new Error('the product was not started');
    const { hub } = product.ready;
    await product.end('SIGKILL');
    await eventually('hub and till have noticed', async () =>
      (await isServed(`${hub}/v1/health`)) ? null : true,
    );
    product = await startCli(words);
    expect(await isServed(`${product.ready.hub}/v1/health`)).toBe(true);
  });
});

describe('kopilka till', () => {
  it('ends with a sentence when its port is taken', async () => {
    if (product === undefined) throw new Error('the product was not started');
    const { posApi } = product.ready;
    await product.end();
    const port = Number(new URL(String(posApi)).port);
    const other = await occupy(port);
    const hub = await startCli(['hub', '--data', join(dataDir, 'hub'), '--port', '0']);
    try {
      const result = await runCli([
        'till',
        '--data',
        join(dataDir, 'till'),
        '--port',
        `${port}`,
        '--headless',
      ]);
      expect(result.code).toBe(1);
      expect(result.error).toContain('taken by another program');
      const second = await runCli(['hub', '--data', join(dataDir, 'hub'), '--port', '0']);
      expect(second).toMatchObject({ code: 1, out: '' });
      expect(second.error).toContain('Another hub works on');
    } finally {
      other.close();
      await hub.end();
    }
  });
});
