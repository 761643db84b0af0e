import { expect, it } from 'vitest';
import { kopilka } from './support/kopilka.ts';
import { openShop } from './support/shop.ts';
import { openTill, until as untilWithin } from './support/till.ts';

const until = (name: string, condition: () => boolean): Promise<void> => untilWithin(name, condition, 30_000);

it('the level of one till’s log is set from the hub, other tills and settings stay as they are', async () => {
  const shop = await openShop();
  const first = await openTill(shop, 't1');
  const second = await openTill(shop, 't2');
  for (const { client } of [first, second]) client.start();
  const levelOf = (till: typeof first) => till.store.config.get()?.logLevel;
  const hub = ['--hub', shop.url(), '--token', shop.token];
  expect((await kopilka('hub', 'till', 'log', 't1', 'debug', ...hub)).out).toContain('Till t1 logs debug.');
  await until('the till has it', () => levelOf(first) === 'debug');
  await shop.manage('PATCH', '/v1/manage/settings', { language: 'en' });
  await until('a setting is there', () => second.store.config.get()?.language === 'en');
  await until('there too', () => first.store.config.get()?.language === 'en');
  expect([levelOf(first), levelOf(second)]).toEqual(['debug', undefined]);
  await kopilka('hub', 'till', 'log', 't1', 'usual', ...hub);
  await until('it is over', () => levelOf(first) === undefined);
  expect((await kopilka('hub', 'till', 'log', 't9', 'debug', ...hub)).code).toBe(1);
  expect((await kopilka('hub', 'till', 'log', 't1', 'loud', ...hub)).code).toBe(2);
}, 120_000);
