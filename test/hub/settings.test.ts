import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoRecogniserRules } from '../../src/drivers/recogniser/demo-rules.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kopilka } from './support/kopilka.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

const hub = (shop: Shop): string[] => ['--hub', shop.url(), '--token', shop.token];

describe('the settings of a chain', () => {
  it('change by name, keep the rest, and reach a till that is connected', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('the settings are there', () => till.store.config.get() !== null);
    const changed = await kopilka(
      ...['hub', 'settings', '--offline-points', '300', '--offline-share', '20', '--language', 'en'],
      ...['--balance-url', 'https://bakery.example/c/{member}', '--country', 'by'],
      ...['--survey-url', 'https://bakery.example/how?p={purchase}'],
      ...['--join-url', 'https://bakery.example/join?s={store}', ...hub(shop), '--json'],
    );
    expect(changed).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(changed.out)).toMatchObject({
      language: 'en',
      offline: { maxPoints: 300, maxHours: 24 },
    });
    await until('the till has them', () => till.store.config.get()?.offline.maxPoints === 300);
    expect(till.store.config.get()).toMatchObject({
      language: 'en',
      balanceUrl: 'https://bakery.example/c/{member}',
      phoneCountry: 'BY',
      surveyUrl: 'https://bakery.example/how?p={purchase}',
      joinUrl: 'https://bakery.example/join?s={store}',
      offline: { maxPoints: 300, sharePercent: 20, maxBalanceAgeHours: 72, maxHours: 24 },
    });
    const shown = await kopilka('hub', 'settings', ...hub(shop));
    expect(shown.out).toContain('offline-share   20 %');
  });

  it('that are not named stay as they are, also those with a usual value', async () => {
    const shop = await openShop();
    await shop.manage('PATCH', '/v1/manage/settings', { offline: { sharedInStore: true } });
    const { body } = await shop.manage('PATCH', '/v1/manage/settings', { offline: { maxPoints: 5 } });
    expect(body).toMatchObject({ offline: { sharedInStore: true, maxPoints: 5 }, surveyUrl: null });
    const off = await kopilka('hub', 'settings', '--survey-url', 'none', ...hub(shop));
    expect(off.out).toContain('survey-url      none');
  });

  it('outlive the hub', async () => {
    const shop = await openShop();
    await shop.manage('PATCH', '/v1/manage/settings', { offline: { maxHours: 12 } });
    await shop.stopHub();
    await shop.startHub();
    // The first call may still find the line to the hub that is gone.
    const health = async () =>
      (await fetch(new URL('/v1/health', shop.url())).catch(() => null))?.ok === true;
    await until('the hub answers', health);
    const { body } = await shop.manage('GET', '/v1/manage/settings');
    expect(body).toMatchObject({ language: 'ru', offline: { maxHours: 12, maxPoints: 0 } });
  });

  it('that make no sense are refused whole, with their field', async () => {
    const shop = await openShop();
    for (const [change, path] of [
      [{ offline: { sharePercent: 101 } }, 'offline.sharePercent'],
      [{ language: 'de' }, 'language'],
      [{ balanceUrl: 'javascript:alert(1)' }, 'balanceUrl'],
      [{ surveyUrl: 'bakery.example/how' }, 'surveyUrl'],
      [{ phoneCountry: 'Russia' }, 'phoneCountry'],
    ] as const) {
      const { status, body } = await shop.manage('PATCH', '/v1/manage/settings', { ...change });
      expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(`"path":"${path}"`)]);
    }
    expect((await shop.manage('GET', '/v1/manage/settings')).body).toMatchObject({ balanceUrl: null });
  });

  it('take recogniser rules that a till would take, and no others', async () => {
    const shop = await openShop();
    const folder = temporaryFolder();
    const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
    writeFileSync(good, JSON.stringify(demoRecogniserRules));
    writeFileSync(bad, JSON.stringify([{ kind: 'magic' }]));
    const refused = await kopilka('hub', 'settings', '--recogniser', bad, ...hub(shop));
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('bad.json');
    const taken = await kopilka('hub', 'settings', '--recogniser', good, ...hub(shop), '--json');
    expect(JSON.parse(taken.out).recogniser).toEqual(JSON.parse(JSON.stringify(demoRecogniserRules)));
  });
});

describe('a token', () => {
  it('opens what its role may do, and nothing after it was revoked', async () => {
    const shop = await openShop();
    const add = async (role: string) => {
      const made = await kopilka(
        'hub',
        'token',
        'add',
        '--name',
        role,
        '--role',
        role,
        ...hub(shop),
        '--json',
      );
      return (JSON.parse(made.out) as { token: string }).token;
    };
    const tokens = {
      manager: await add('manager'),
      integrator: await add('integrator'),
      cashier: await add('cashier'),
    };
    const calls = [
      ['GET', '/v1/manage/members/anna', undefined],
      ['POST', '/v1/manage/members', { rows: [] }],
      ['GET', '/v1/manage/packs', undefined],
      ['POST', '/v1/manage/enrol-codes', { store: 's1', till: 't9' }],
      ['PATCH', '/v1/manage/settings', { language: 'en' }],
      ['POST', '/v1/manage/tokens', { name: 'mine', role: 'owner' }],
    ] as const;
    const answers = async (token: string) =>
      Promise.all(
        calls.map(async ([method, path, body]) => (await shop.manage(method, path, body, token)).status),
      );
    expect(await answers(tokens.cashier)).toEqual([200, 403, 403, 403, 403, 403]);
    expect(await answers(tokens.integrator)).toEqual([200, 200, 403, 403, 403, 403]);
    expect(await answers(tokens.manager)).toEqual([200, 200, 200, 200, 403, 403]);
    expect(await answers(shop.token)).toEqual([200, 200, 200, 200, 200, 200]);
    const listed = await kopilka('hub', 'tokens', ...hub(shop), '--json');
    expect(
      JSON.parse(listed.out)
        .tokens.map((one: { name: string }) => one.name)
        .sort(),
    ).toEqual(['cashier', 'integrator', 'manager', 'mine', 'owner'].sort());
    expect((await kopilka('hub', 'token', 'revoke', 'manager', ...hub(shop))).code).toBe(0);
    expect(await answers(tokens.manager)).toEqual([401, 401, 401, 401, 401, 401]);
  });

  it('of the last owner stays, a name is used once, an unknown name is told', async () => {
    const shop = await openShop({ publish: false });
    const last = await kopilka('hub', 'token', 'revoke', 'owner', ...hub(shop));
    expect(last).toMatchObject({ code: 1, err: expect.stringContaining('последний владелец') });
    const twice = await kopilka('hub', 'token', 'add', '--name', 'owner', '--role', 'owner', ...hub(shop));
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('уже есть') });
    expect((await kopilka('hub', 'token', 'revoke', 'nobody', ...hub(shop))).code).toBe(1);
    expect((await kopilka('hub', 'token', 'add', '--name', 'x', '--role', 'king', ...hub(shop))).code).toBe(
      2,
    );
  });
});

describe('lastSeenAt of a till', () => {
  it('moves when the till only asks, at most once a minute', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    const seen = async (): Promise<number> => {
      const { body } = await shop.manage('GET', '/v1/manage/tills');
      return Date.parse((body as { tills: { lastSeenAt: string }[] }).tills[0]?.lastSeenAt ?? '');
    };
    const pull = () =>
      till.transport.pull({ stream: 'goods', cursor: 0, limit: 1 }, new AbortController().signal);
    await pull();
    const first = await seen();
    shop.clock.skewMs = 30_000;
    await pull();
    expect(await seen()).toBe(first);
    shop.clock.skewMs = 90_000;
    await pull();
    expect(await seen()).toBeGreaterThanOrEqual(first + 90_000);
  });
});
