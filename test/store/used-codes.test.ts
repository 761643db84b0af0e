import { expect, it } from 'vitest';
import { openTestStore } from '../support/till-fixtures.ts';

const code = (card: string, counter: number) => ({ card, counter, untilMs: (counter + 2) * 30_000 });

it('takes each counter of a card once and no older one, also after the file was opened again', () => {
  const { store, path } = openTestStore();
  const use = (counter: number) => store.usedCodes.use(code('a', counter), 150_000);
  expect([use(5), use(5), use(4), use(6)]).toEqual([true, false, false, true]);
  store.close();
  const again = openTestStore({ path }).store.usedCodes;
  expect([again.use(code('a', 6), 150_000), again.use(code('b', 5), 150_000)]).toEqual([false, true]);
});

it('forgets what would be refused for its age', () => {
  const { usedCodes } = openTestStore().store;
  usedCodes.use(code('a', 5), 150_000);
  usedCodes.use(code('b', 6), 209_999);
  expect(usedCodes.count()).toBe(2);
  usedCodes.use(code('c', 7), 210_000);
  expect(usedCodes.count()).toBe(2);
});
