import { expect, it } from 'vitest';
import { defined } from '../../../../src/shared/assert.ts';
import { query } from '../../../support/postgres.ts';
import { kopilka } from '../../support/kopilka.ts';
import { openShop } from '../../support/shop.ts';
import { openTill, until } from '../../support/till.ts';

it('an older copy of the database gets again what tills delivered since, and packs above all they have seen', async () => {
  const shop = await openShop();
  const till = await openTill(shop, 't1');
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  const sell = async (): Promise<void> => {
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    till.client.poke();
    await until('the outbox is empty', () => till.store.backlog().count === 0);
  };
  await sell();
  await shop.stopHub();
  const address = defined(shop.postgres, 'a run with PostgreSQL');
  const name = new URL(address).pathname.slice(1);
  const copy = Object.assign(new URL(address), { pathname: `/${name}_copy` }).href;
  await query(
    Object.assign(new URL(address), { pathname: '/postgres' }).href,
    `CREATE DATABASE ${name}_copy TEMPLATE ${name}`,
  );
  await shop.startHub();
  await sell();
  await shop.stopHub();

  const restored = await kopilka('hub', 'restored', '--data', shop.dataDir, '--postgres', copy, '--json');
  expect([restored.code, JSON.parse(restored.out)]).toMatchObject([
    0,
    { chain: 'bakery', pack: { number: 1002 } },
  ]);
  await shop.startHub({ dataDir: shop.dataDir, postgres: copy });
  await until(
    'the hub has the lost sale again',
    async () => (await shop.member('anna')).wallets.main?.balance === 506,
  );
  await until('the till has the new pack', () => till.store.packs.byNumber(1002) !== null);
  expect((await shop.member('anna')).postingsSum).toEqual({ main: 0 });
});
