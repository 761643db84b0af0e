import { expect } from 'vitest';
import type { Shop } from './shop.ts';

export const customersPoints = 500;

/**
 * Members for so many operations, each of whom comes fifty times or so: as often as a shop's best customers in half a year.
 * Thousands of purchases of one member would measure how long a list of lots can get. Everybody has `customersPoints`.
 */
export async function importCustomers(shop: Shop, operations: number): Promise<readonly string[]> {
  const count = Math.max(2, Math.round(operations / 50));
  const ids = Array.from({ length: count }, (_, at) => `p${at}`);
  const rows = ids.map((id, at) => ({
    ...{ id, phone: `+7901${1_000_000 + at}`, points: { main: customersPoints } },
  }));
  const { body } = await shop.manage('POST', '/v1/manage/members', { rows });
  expect(body).toMatchObject({ accepted: count });
  return ids;
}
