import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { posRoutes } from '../../src/agent/pos-api/routes.ts';
import { registerCall } from '../support/pos-client.ts';
import { servePosApi, tillStatus, token, withoutPrinter } from '../support/pos-server.ts';
import { propertySettings } from '../support/property-runs.ts';
import { olgasPin, openStaffedTill, type StaffedTill } from '../support/staffed-till.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, operationIdOf } from '../support/till-sale.ts';

// An operation id is spent by its first body: any other body or call under it is refused, whatever it says.

type Call = { readonly path: string; readonly body: Record<string, unknown> };

let number = 0;
const fresh = (kind: string): string => {
  number += 1;
  return `${kind}-${number}`;
};
const fiscal = () => ({ number: fresh('F'), time: '2026-12-05T12:31:00+03:00' });

/** Each of the writing calls, ready to be answered with 200. */
const makers: Readonly<Record<string, (till: Pick<StaffedTill, 'checkout'>, points: number) => Call>> = {
  confirm: () => ({
    path: `/v1/receipts/${fresh('P')}/confirm`,
    body: { fiscal: fiscal(), tenders: [], receipt: cart({ member: 'm1' }) },
  }),
  cancel: ({ checkout }) => {
    const purchaseId = fresh('C');
    accepted(checkout.quote(purchaseId, cart({ member: 'm1' })));
    return { path: `/v1/receipts/${purchaseId}/cancel`, body: {} };
  },
  hold: ({ checkout }, points) => {
    const purchaseId = fresh('H');
    accepted(checkout.quote(purchaseId, cart({ member: 'm1' })));
    return { path: `/v1/receipts/${purchaseId}/hold`, body: { wallet: 'main', points } };
  },
  return: ({ checkout }) => {
    const purchaseId = fresh('B');
    const request = { fiscal: fiscal(), tenders: [], receipt: cart({ member: 'm1' }) };
    accepted(checkout.confirm(purchaseId, { operationId: operationIdOf(900_000 + number), ...request }));
    return {
      path: '/v1/returns',
      body: { purchaseId, returnId: fresh('R'), lines: [{ id: '1', quantity: 1 }] },
    };
  },
  enrol: () => ({
    path: '/v1/members',
    body: {
      phone: `+7911${String(1_000_000 + number)}`,
      consent: { text: fresh('I agree'), version: '1', at: '2026-12-05T12:31:00+03:00' },
    },
  }),
  credit: (_till, points) => ({
    path: '/v1/credits',
    body: {
      member: 'm1',
      wallet: 'main',
      points,
      reason: 'A broken jar',
      approval: { staff: 'olga', pin: olgasPin },
    },
  }),
};
const kind = fc.constantFrom(...Object.keys(makers));

/** The same body with its keys the other way round: not another body. */
const turned = (body: object): object => Object.fromEntries(Object.entries(body).reverse());

/** The same call saying a little else. */
function changed(path: string, body: Record<string, unknown>): Record<string, unknown> {
  if (/(hold|credits)$/.test(path)) return { ...body, points: Number(body.points) + 1 };
  if (path.endsWith('/confirm')) return { ...body, tenders: [{ type: 'card', amount: 1 }] };
  if (path.endsWith('/returns')) return { ...body, returnId: fresh('R') };
  return { ...body, firstName: 'Анна' };
}

it('the same id with another body is always 409, with the same body always the same answer', async () => {
  const lots = [pointsLot('a', 1_000_000)];
  const rules = { receiptsPerHour: 0, bigReturnMinor: null };
  const till = await openStaffedTill([memberRecord('m1', { lots })], rules);
  const { port } = await servePosApi(till.checkout);
  const call = (path: string, body: object) => registerCall(port, token, 'POST', path, body);
  let operation = 0;
  await fc.assert(
    fc.asyncProperty(kind, kind, fc.integer({ min: 1, max: 20 }), async (first, second, points) => {
      operation += 1;
      // Enrolling is limited within a minute, like looking up.
      till.clock.advance(15_000);
      const operationId = operationIdOf(operation);
      const { path, body } = makers[first]?.(till, points) ?? expect.fail(first);
      const whole = { operationId, ...body };
      const answer = await call(path, whole);
      expect([answer.status, first], answer.text).toEqual([200, first]);
      const head = till.store.journalHead();
      const other = makers[second]?.(till, points + 1) ?? expect.fail(second);
      const middle = till.store.journalHead();
      const refused = [await call(other.path, { operationId, ...other.body })];
      // A cancel says nothing but its id: there is no other body of it.
      if (first !== 'cancel') refused.push(await call(path, changed(path, whole)));
      for (const { status, text } of refused) {
        expect([status, JSON.parse(text).code], `${first}, then ${second}`).toEqual([
          409,
          'operation-reused',
        ]);
      }
      expect((await call(path, turned(whole))).text).toBe(answer.text);
      expect(till.store.journalHead()).toEqual(middle);
      expect(head.sequence).toBeLessThanOrEqual(middle.sequence);
    }),
    propertySettings(),
  );
}, 600_000);

it('knows every call that takes an operation id', async () => {
  const { checkout } = await openStaffedTill([]);
  const paths = posRoutes({ checkout, status: () => tillStatus, print: withoutPrinter })
    .filter(
      ({ body }) =>
        body !== null && JSON.stringify(z.toJSONSchema(body, { io: 'input' })).includes('operationId'),
    )
    .map(({ path }) => path)
    .sort();
  // Printing, approving and the drawer have tests of their own.
  expect(paths).toEqual([
    '/credits',
    '/drawer/open',
    '/members',
    '/print',
    '/receipts/:purchaseId/approve',
    '/receipts/:purchaseId/cancel',
    '/receipts/:purchaseId/confirm',
    '/receipts/:purchaseId/hold',
    '/returns',
  ]);
});
