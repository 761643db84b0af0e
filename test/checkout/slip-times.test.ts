import { expect, it } from 'vitest';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

// The hub told of the member at half past nine UTC, and the points end half an hour past ten in the evening UTC.
it.each([
  ['2026-12-05T12:30:00+03:00', '05.12.2026 12:30', '21.12.2026'],
  ['2026-12-05T19:30:00.250+10:00', '05.12.2026 19:30', '21.12.2026'],
  ['2026-12-05T04:30:00-05:00', '05.12.2026 04:30', '20.12.2026'],
  ['2026-12-05T09:30:00Z', '05.12.2026 09:30', '20.12.2026'],
])('a slip has one clock, that of its register: %s', (at, now, lastDay) => {
  const lots = [pointsLot('lot-1', 500, { expiresAt: '2026-12-20T22:30:00.000Z' })];
  const till = openTestTill([memberRecord('m1', { lots })]);
  till.mode = 'offline';
  accepted(till.checkout.quote('P1', cart({ at, member: 'm1' })));
  const { slip } = accepted(till.checkout.confirm('P1', confirmRequest(1)));
  const text = slip.lines.join('\n').replaceAll('\u00a0', ' ');
  expect(text).toMatch(new RegExp(`P1 +${now}`));
  expect(text).toContain(`Баланс на ${now}`);
  expect(text).toContain(`Сгорят ${lastDay}`);
});
