import { expect, it, onTestFinished } from 'vitest';
import { initChainOnPostgres } from '../../../../src/hub/init-chain.ts';
import { startHub } from '../../../../src/hub/start-hub.ts';
import { freshDatabase, startPostgres } from '../../../support/postgres.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { silentLog } from '../../support/shop.ts';
import { until } from '../../support/till.ts';

it('a hub whose database was killed says when to come back, and serves when it is there again', async () => {
  const postgres = await startPostgres({ durable: true });
  onTestFinished(postgres.stop);
  const url = await freshDatabase(postgres.url);
  const dataDir = temporaryFolder();
  const made = await initChainOnPostgres(dataDir, url, { id: 'bakery', name: 'Bakery' });
  if (!made.ok) throw new Error(made.error);
  const hub = await startHub({ dataDir, postgres: url, port: 0, host: '127.0.0.1', log: silentLog });
  onTestFinished(hub.close);
  const ask = (path: string): Promise<Response> =>
    fetch(new URL(path, hub.url), { headers: { authorization: `Bearer ${made.value.managerToken}` } });
  expect((await ask('/v1/manage/tills')).status).toBe(200);
  await postgres.kill();
  for (const path of ['/v1/manage/tills', '/v1/health', '/v1/manage/members/anna']) {
    const answer = await ask(path);
    expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '5']);
    expect(await answer.json()).toMatchObject({ code: 'unavailable' });
  }
  await postgres.startAgain();
  await until('the hub serves again', async () => (await ask('/v1/manage/tills')).status === 200, 30_000);
});
