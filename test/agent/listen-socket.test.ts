import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SocketTaken } from '../../src/agent/listen-socket.ts';
import { listenPosApi } from '../../src/agent/pos-api-server.ts';
import { parseTillConfig } from '../../src/agent/till-config.ts';
import { createPosClient } from '../../src/client/pos-client.ts';
import { refusal } from '../../src/contracts/refusal.ts';
import { err } from '../../src/shared/result.ts';
import { tillStatus } from '../support/pos-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

const onWindows = process.platform === 'win32';
const socketIn = (folder: string): string =>
  onWindows ? `\\\\.\\pipe\\kopilka-${randomUUID()}` : join(folder, 'pos.sock');

async function serveOn(socket: string, dataDir: string) {
  const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
  const server = await listenPosApi({
    port: 0,
    dataDir,
    socket,
    checkout: till.checkout,
    status: () => tillStatus,
    print: () => err(refusal('no-printer', 'no printer in this test')),
    subscribe: () => () => undefined,
    language: () => 'ru',
    log: pino({ level: 'silent' }),
  });
  onTestFinished(server.close);
  return { till, server, token: readFileSync(server.tokenFile, 'utf8').trim() };
}

/** The status of one GET over the socket with these headers. */
const statusOver = (socketPath: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ socketPath, path: '/v1/status', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('the POS API on a socket', () => {
  it('carries a sale of the typed client, beside the port', async () => {
    const folder = temporaryFolder();
    const socket = socketIn(folder);
    const { server, token } = await serveOn(socket, folder);
    const client = createPosClient({ socket, token, timeoutMs: 5000 });
    const quote = accepted(await client.quote('P1', cart({ member: 'm1' })));
    const sold = accepted(await client.confirm('P1', confirmRequest(1)));
    expect(sold.quote.totals).toEqual(quote.totals);
    const other = createPosClient({ url: server.url, token, timeoutMs: 5000 });
    expect(accepted(await other.member('m1')).id).toBe('m1');
  });

  it('is closed to other users, and to callers without the token or with another Host', async () => {
    const folder = temporaryFolder();
    const socket = socketIn(folder);
    const { token } = await serveOn(socket, folder);
    if (!onWindows) expect(statSync(socket).mode & 0o777).toBe(0o600);
    const authorization = `Bearer ${token}`;
    expect(await statusOver(socket, { authorization })).toBe(200);
    expect(await statusOver(socket, {})).toBe(401);
    expect(await statusOver(socket, { authorization, host: 'evil.test' })).toBe(403);
  });

  // A pipe of Windows goes with its process; only a file can be left behind.
  it.runIf(!onWindows)('takes the place of a socket whose till was killed', async () => {
    const folder = temporaryFolder();
    const socket = socketIn(folder);
    const program = `require('net').createServer().listen(${JSON.stringify(socket)}, () => console.log('up'))`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await expect(serveOn(socket, folder)).rejects.toThrow(SocketTaken);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { token } = await serveOn(socket, folder);
    expect((await createPosClient({ socket, token, timeoutMs: 5000 }).status()).ok).toBe(true);
  });

  it('leaves alone what another program has', async () => {
    const folder = temporaryFolder();
    const socket = socketIn(folder);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(socket, resolve));
    onTestFinished(() => void other.close());
    await expect(serveOn(socket, folder)).rejects.toThrow();
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    await expect(serveOn(file, folder)).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('is named by a whole path, or the till says where the config is wrong', () => {
    const wrong = parseTillConfig({ posApi: { socket: 'pos.sock' } });
    expect(wrong).toMatchObject({ ok: false, error: [expect.stringMatching(/^posApi\.socket: /)] });
    expect(parseTillConfig({ posApi: { socket: socketIn('/run/kopilka') } }).ok).toBe(true);
  });
});
