import { expect, it } from 'vitest';
import type { Mode } from '../../src/contracts/till-status.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

/** Operations that another process finds in the journal of the file, and whether one waits in the intake. */
function found(path: string): { readonly operations: number; readonly waits: boolean } {
  const other = openDatabase(path, { mode: 'read-only' });
  try {
    return {
      operations: other.all('SELECT sequence FROM journal').length,
      waits: other.get('SELECT 1 FROM intake WHERE body <> zeroblob(length(body))') !== undefined,
    };
  } finally {
    other.close();
  }
}

it.each<[Mode]>([['online'], ['offline']])(
  'a sale that takes points leaves its rows for later: %s',
  (mode) => {
    const till = openTestTill([memberRecord('m1', { lots: [pointsLot('lot-1', 5000)] })]);
    till.mode = mode;
    const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 5 } });
    for (const [before, id] of ['P1', 'P2'].entries()) {
      accepted(till.checkout.quote(id, receipt));
      accepted(till.checkout.confirm(id, confirmRequest(before + 1)));
      expect(found(till.path)).toEqual({ operations: before, waits: true });
      expect(till.store.backlog().count).toBe(before + 1);
      expect(found(till.path)).toEqual({ operations: before + 1, waits: false });
    }
    expect(till.store.unsettledSpend('m1')).toEqual({ main: 10 });
  },
);
