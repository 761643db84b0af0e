import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openShop } from './support/shop.ts';

it('a hub whose file another program holds says when to come back, and writes when it is free again', async () => {
  const shop = await openShop();
  const other = new Driver(join(shop.dataDir, 'hub.sqlite'));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  const load = () =>
    fetch(new URL('/v1/manage/members', shop.url()), {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rows: [{ id: 'vera' }] }),
    });
  const refused = await load();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.json()).toMatchObject({ code: 'unavailable' });
  other.exec('ROLLBACK');
  expect((await load()).status).toBe(200);
});
