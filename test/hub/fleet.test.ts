import { describe, expect, it } from 'vitest';
import { tillListSchema } from '../../src/contracts/manage.ts';
import type { TillHealth } from '../../src/contracts/till-health.ts';
import { kopilka } from './support/kopilka.ts';
import { openShop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

describe('the fleet', () => {
  it('lists tills, and a stolen one that is shut out gets and gives nothing any more', async () => {
    const shop = await openShop();
    const hub = ['--hub', shop.url(), '--token', shop.token];
    const [stolen, other] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
    stolen.sell({ member: null, netMinor: 10_000 });
    stolen.client.start();
    await until('the sale has arrived', () => stolen.store.backlog().count === 0);
    const listed = await kopilka('hub', 'tills', ...hub);
    expect(listed.out).toMatch(/s1\/t1 {2}version 0 {2}epoch 1 {2}operations 1 {2}pack (1|\?) {2}heard 20/);
    const revoked = await kopilka('hub', 'till', 'revoke', 't1', ...hub);
    expect(revoked).toMatchObject({ code: 0, out: expect.stringContaining('Till t1 is shut out.') });
    const pull = (till: typeof stolen) =>
      till.transport.pull({ stream: 'goods', cursor: 0, limit: 1 }, new AbortController().signal);
    expect(await pull(stolen)).toMatchObject({ ok: false, error: { code: 'signature-refused' } });
    expect(await pull(other)).toMatchObject({ ok: true });
    stolen.sell({ member: null, netMinor: 10_000 });
    stolen.client.poke();
    await until('the till says why', () => stolen.client.status().problem?.code === 'signature-refused');
    expect((await kopilka('hub', 'tills', ...hub)).out).toContain('s1/t1  no machine  epoch 1  operations 1');
    expect((await kopilka('hub', 'till', 'revoke', 't9', ...hub)).code).toBe(1);
    // The machine after it goes on in the next epoch.
    expect((await openTill(shop, 't1')).identity.epoch).toBe(2);
  });

  it('shows what each till says of itself, and nothing of one that says nothing that can be read', async () => {
    const shop = await openShop();
    let health: TillHealth = { mode: 'stale', backlog: 7, clockOffsetMs: -90_000, pack: 1 };
    const till = await openTill(shop, 't1', { health: () => health });
    await openTill(shop, 't2');
    // What an older or a broken till might send.
    const odd = await openTill(shop, 't3', { health: () => ({ ...health, mode: 'fine' as 'off' }) });
    const ask = async (one: typeof till): Promise<void> => {
      const query = { stream: 'config', cursor: 0, limit: 1 } as const;
      expect(await one.transport.pull(query, new AbortController().signal)).toMatchObject({ ok: true });
    };
    const shown = async (): Promise<unknown[]> => {
      const { body } = await shop.manage('GET', '/v1/manage/tills');
      return (body as { tills: { health: unknown }[] }).tills.map((one) => one.health);
    };
    expect(await shown()).toEqual([null, null, null]);
    await ask(till);
    await ask(odd);
    expect(await shown()).toEqual([health, null, null]);
    health = { mode: 'online', backlog: 0, clockOffsetMs: 0, pack: 2 };
    await ask(till);
    expect(await shown()).toEqual([health, null, null]);
    expect(tillListSchema.parse((await shop.manage('GET', '/v1/manage/tills')).body).tills).toHaveLength(3);
  });

  it('and the hub are told in numbers to who may read them', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.sell({ member: null, netMinor: 10_000 });
    till.client.start();
    await until('the sale has arrived', () => till.store.backlog().count === 0);
    const read = async (token: string) => {
      const response = await fetch(new URL('/metrics', shop.url()), {
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: response.status, text: await response.text() };
    };
    const { status, text } = await read(shop.token);
    expect(status).toBe(200);
    for (const line of [
      'kopilka_operations_total{verdict="applied"} 1',
      'kopilka_members 2',
      'kopilka_tills 1',
      'kopilka_active_pack 1',
      'kopilka_quarantine 0',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/kopilka_http_request_seconds_count\{route="\/v1\/push",status="200"\} [1-9]/);
    expect((await read('x'.repeat(43))).status).toBe(401);
  });
});
