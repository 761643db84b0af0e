import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, runCli, startCli } from '../support/processes.ts';
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
});
