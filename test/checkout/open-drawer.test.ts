import { expect, it } from 'vitest';
import { drawerState } from '../../src/agent/device-status-view.ts';
import type { DeviceStatus } from '../../src/contracts/till-status.ts';
import { auditLines, olgasPin, openStaffedTill, staffList } from '../support/staffed-till.ts';
import { accepted, codeOf, operationIdOf } from '../support/till-sale.ts';

/** A till with a drawer; `pulses` holds, for each pulse, what the audit log said at that moment. */
async function tillWithDrawer(
  hasManager: boolean,
  state: 'none' | 'offline' | 'ready' = 'ready',
  opens = () => true,
) {
  const pulses: string[] = [];
  const drawer = {
    state: () => state,
    open: async () => {
      pulses.push(auditLines(till.store).at(-1)?.subject ?? 'nothing');
      return opens();
    },
  };
  const till = await openStaffedTill([], {}, hasManager ? await staffList() : [], { drawer });
  return { till, pulses };
}
const approval = { staff: 'olga', pin: olgasPin };

it('opens for whoever stands there while no manager has a PIN, and tells the chain before the pulse', async () => {
  const { till, pulses } = await tillWithDrawer(false);
  const request = { operationId: operationIdOf(1), cashier: 'irina' };
  expect(accepted(await till.checkout.openDrawer(request))).toEqual({
    operationId: operationIdOf(1),
    approvedBy: null,
  });
  expect(pulses).toEqual([operationIdOf(1)]);
  const line = { rule: 'drawer', outcome: 'noticed', member: null, staff: null, cashier: 'irina' };
  expect(till.audit()).toEqual([{ ...line, subject: operationIdOf(1) }]);
});

it('opens once for an operation, however often and after whatever restart it is sent', async () => {
  const { till, pulses } = await tillWithDrawer(false);
  const request = { operationId: operationIdOf(1) };
  const first = accepted(await till.checkout.openDrawer(request));
  expect(accepted(await till.checkout.openDrawer(request))).toEqual(first);
  expect(accepted(await till.restart().openDrawer(request))).toEqual(first);
  expect(codeOf(await till.checkout.openDrawer({ ...request, cashier: 'other' }))).toBe('operation-reused');
  expect(pulses).toHaveLength(1);
  expect(till.audit()).toHaveLength(1);
});

it("needs a manager's PIN once a manager has one", async () => {
  const { till, pulses } = await tillWithDrawer(true);
  till.signOn('irina');
  const open = async (operation: number, given?: typeof approval) =>
    till.checkout.openDrawer({ operationId: operationIdOf(operation), approval: given });
  expect(codeOf(await open(1))).toBe('manager-pin-needed');
  expect(codeOf(await open(1, { staff: 'olga', pin: '111111' }))).toBe('pin-refused');
  expect(codeOf(await open(1, { staff: 'irina', pin: olgasPin }))).toBe('pin-refused');
  expect(pulses).toEqual([]);
  const both = await Promise.all([open(1, approval), open(1, approval)]);
  for (const answer of both) expect(accepted(answer).approvedBy).toBe('olga');
  expect(pulses).toHaveLength(1);
  expect(till.audit().map(({ outcome, cashier }) => `${outcome} ${cashier}`)).toEqual([
    'wrong-pin irina',
    'approved irina',
    'approved irina',
  ]);
});

it('says so where there is no drawer, or nothing to open it through', async () => {
  for (const [state, code] of [
    ['none', 'no-drawer'],
    ['offline', 'drawer-offline'],
  ] as const) {
    const { till, pulses } = await tillWithDrawer(false, state);
    expect(codeOf(await till.checkout.openDrawer({ operationId: operationIdOf(1) }))).toBe(code);
    expect([pulses, till.audit()]).toEqual([[], []]);
  }
});

it('says that the drawer stayed closed, and tries again with the same call, under the same line', async () => {
  const opens = [false, true];
  const { till, pulses } = await tillWithDrawer(false, 'ready', () => opens.shift() ?? true);
  const open = () => till.checkout.openDrawer({ operationId: operationIdOf(1) });
  expect(codeOf(await open())).toBe('drawer-not-opened');
  expect(accepted(await open())).toEqual({ operationId: operationIdOf(1), approvedBy: null });
  accepted(await open());
  expect([pulses.length, till.audit().length]).toEqual([2, 1]);
});

it('knows from the status whether the drawer can be opened', () => {
  const device = (state: DeviceStatus['state'], reason: string | null): DeviceStatus => ({
    ...{ id: 'cash', kind: 'drawer', state, reason, unifiedPos: null },
    since: '2026-12-05T12:00:00.000Z',
  });
  expect(drawerState([])).toBe('none');
  expect(drawerState([device('unconfigured', 'not-configured')])).toBe('none');
  expect(drawerState([device('offline', 'unreachable')])).toBe('offline');
  // Without paper the pulse goes past the printer's buffer.
  expect(drawerState([device('degraded', 'paper-out')])).toBe('ready');
  expect(drawerState([device('offline', 'starting')])).toBe('ready');
});
