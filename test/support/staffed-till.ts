import { join } from 'node:path';
import { createDevicePins, type DevicePins } from '../../src/agent/device-pins.ts';
import type { Checkout } from '../../src/checkout/checkout.ts';
import type { CheckoutPorts } from '../../src/checkout/ports.ts';
import type { AuditBody } from '../../src/contracts/fraud.ts';
import { type FraudRules, type StaffMember, usualFraudRules } from '../../src/contracts/fraud.ts';
import { hashPin } from '../../src/contracts/pin-hash.ts';
import type { MemberRecord } from '../../src/contracts/sync.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { identity, type openTestStore, page, stockedStore, tillConfig } from './till-fixtures.ts';
import { handClock, seededRandom } from './till-pieces.ts';
import { checkoutOver } from './till-sale.ts';

export const olgasPin = '845210';
const salt = '00112233445566778899aabbccddeeff';
const chainKey = Buffer.from(identity.phoneKey, 'base64');

const person = (id: string, more: Partial<StaffMember>): StaffMember => ({
  id,
  name: id,
  role: 'cashier',
  member: null,
  cards: [],
  pin: null,
  ...more,
});

/** Olga, a manager with a PIN, and Irina, a cashier who is member `irina` and holds card 2900000000100. */
export const staffList = async (change = 1): Promise<StaffMember[]> => [
  person('olga', { role: 'manager', pin: { salt, hash: await hashPin(olgasPin, salt, chainKey), change } }),
  person('irina', { member: 'irina', cards: ['2900000000100'] }),
];

/** The lines of the audit log, oldest first, as they stand in the till's journal. */
export function auditLines(store: { sync: ReturnType<typeof openTestStore>['store']['sync'] }): AuditBody[] {
  return store.sync
    .outbox(1000, 10_000_000)
    .operations.map(({ payload }) => JSON.parse(payload) as { kind: string; body: AuditBody })
    .filter(({ kind }) => kind === 'audit')
    .map(({ body }) => body);
}

export type StaffedTill = Awaited<ReturnType<typeof openStaffedTill>>;

/** A till whose chain has this staff and these rules, with PINs judged as the agent judges them. */
export async function openStaffedTill(
  members: readonly MemberRecord[],
  rules: Partial<FraudRules> = {},
  staff?: readonly StaffMember[],
  ports: Partial<CheckoutPorts> = {},
) {
  const clock = handClock();
  const folder = temporaryFolder();
  const pins: DevicePins = createDevicePins(join(folder, 'pin-key'), () => chainKey);
  const { store, path } = stockedStore(members, {
    clock,
    sealPin: pins.sealPin,
    path: join(folder, 'till.db'),
  });
  const people = staff ?? (await staffList());
  const settle = (list: readonly StaffMember[]): void => {
    const config = { ...tillConfig, fraud: { ...usualFraudRules, ...rules }, staff: [...list] };
    store.sync.apply(page('config', [['till', config]]));
  };
  settle(people);
  let cashier: string | null = null;
  let starts = 0;
  const open = (): Checkout => {
    starts += 1;
    const random = seededRandom(`start ${starts}`);
    return checkoutOver(store, clock, {
      ...{ verifyPin: pins.verifyPin, cashier: () => cashier, random },
      ...ports,
    });
  };
  return {
    store,
    path,
    clock,
    settle,
    /** A checkout as after a restart of the process. */
    restart: open,
    /** Who signed on in the window. */
    signOn: (who: string | null): void => {
      cashier = who;
    },
    checkout: open(),
    audit: () => auditLines(store),
  };
}
