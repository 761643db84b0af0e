import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { initChain } from '../../src/hub/init-chain.ts';
import { serveTls } from '../../src/hub/serve-tls.ts';
import { HubStartFailure, startHub } from '../../src/hub/start-hub.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kopilka } from './support/kopilka.ts';
import { silentLog } from './support/shop.ts';
import { until } from './support/till.ts';

// Two certificates of nobody, for 127.0.0.1, with their keys: they are used here and nowhere else.
const pem = (name: string): string => fileURLToPath(new URL(`support/tls/${name}.pem`, import.meta.url));
const authorities = [readFileSync(pem('one.cert')), readFileSync(pem('two.cert'))];

/** Status of an answer and the name of who gave it; fails where the certificate is not one of the two. */
const ask = (url: string): Promise<{ status: number; name: string }> =>
  new Promise((resolve, reject) => {
    get(url, { ca: authorities, agent: false }, (answer) => {
      const { subject } = (answer.socket as TLSSocket).getPeerCertificate();
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, name: String(subject.CN) }));
    }).on('error', reject);
  });

it('the hub serves HTTPS from files, and refuses files that do not belong together', async () => {
  const dataDir = temporaryFolder();
  initChain(dataDir, { id: 'bakery', name: 'Bakery', stores: [] });
  const start = (certFile: string, keyFile: string) =>
    startHub({ dataDir, port: 0, host: '127.0.0.1', log: silentLog, tls: { certFile, keyFile } });
  const hub = await start(pem('one.cert'), pem('one.key'));
  onTestFinished(hub.close);
  expect(hub.url).toMatch(/^https:/);
  expect(await ask(`${hub.url}/v1/health`)).toEqual({ status: 200, name: 'kopilka test one' });
  await expect(fetch(`${hub.url.replace('https', 'http')}/v1/health`)).rejects.toThrow();
  await expect(start(pem('one.cert'), pem('two.key'))).rejects.toThrow(HubStartFailure);
  await expect(start(join(dataDir, 'none.pem'), pem('two.key'))).rejects.toThrow(/TLS cannot be served/);
  expect((await kopilka('hub', '--data', dataDir, '--tls-cert', pem('one.cert'))).code).toBe(2);
});

it('a renewed certificate is taken up without a restart, and a broken one is not', async () => {
  const folder = temporaryFolder();
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  const place = (name: string): void => {
    copyFileSync(pem(`${name}.key`), files.keyFile);
    copyFileSync(pem(`${name}.cert`), files.certFile);
  };
  place('one');
  const told: string[] = [];
  const log = { ...silentLog, error: (_fields: object, text: string) => void told.push(text) };
  const tls = serveTls(files, log, 20);
  const server = tls.server((_request, response) => void response.end('here'));
  onTestFinished(() => {
    tls.close();
    server.close();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  expect((await ask(url)).name).toBe('kopilka test one');
  place('two');
  await until('the new one is served', async () => (await ask(url)).name === 'kopilka test two');
  writeFileSync(files.certFile, 'no certificate');
  await until('it was said', () => told.some((text) => text.includes('the one before stays')));
  expect((await ask(url)).name).toBe('kopilka test two');
});
