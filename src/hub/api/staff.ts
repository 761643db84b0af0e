import { randomBytes } from 'node:crypto';
import { MANAGER_PIN_MIN_DIGITS, type PinVerifier, type StaffMember } from '../../contracts/fraud.ts';
import { type ManagedStaff, staffRequestSchema } from '../../contracts/manage.ts';
import { hashPin } from '../../contracts/pin-hash.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson } from './read-body.ts';
import { noStaff } from './refusal-sentences.ts';

/** Who sells and who allows, without their PINs. */
export const listStaff = (parts: HubParts): ManagedStaff => ({
  staff: (parts.chain.config.staff ?? []).map(({ pin, ...person }) => ({ ...person, hasPin: pin !== null })),
});

/** Adds a person, or puts a new description in place of the present one. Without a PIN in it the present one stays. */
export async function putStaff(parts: HubParts, body: unknown): Promise<Result<ManagedStaff, Refusal>> {
  const request = readJson(staffRequestSchema, body);
  if (!request.ok) return request;
  const { pin: digits, ...person } = request.value;
  if (person.role === 'manager' && digits !== undefined && digits.length < MANAGER_PIN_MIN_DIGITS) {
    const message = `A manager's PIN has ${MANAGER_PIN_MIN_DIGITS} digits or more.`;
    return err(refusal('invalid', message, [{ path: 'pin', message }]));
  }
  await parts.reloadChain();
  const before = parts.chain.config.staff?.find(({ id }) => id === person.id);
  if (
    person.role === 'manager' &&
    before?.role === 'cashier' &&
    before.pin !== null &&
    digits === undefined
  ) {
    const message = 'Who becomes a manager gets a new PIN with it.';
    return err(refusal('invalid', message, [{ path: 'pin', message }]));
  }
  const pin =
    digits === undefined ? (before?.pin ?? null) : await verifierOf(parts, digits, before?.pin?.change ?? 0);
  return save(parts, person.id, { ...person, pin });
}

export async function removeStaff(parts: HubParts, id: string): Promise<Result<ManagedStaff, Refusal>> {
  await parts.reloadChain();
  return isStaff(parts, id) ? save(parts, id, null) : err(refusal('not-found', noStaff(id)));
}

/** Makes tills forget wrong tries of a PIN. */
export async function unlockStaff(parts: HubParts, id: string): Promise<Result<ManagedStaff, Refusal>> {
  await parts.reloadChain();
  const person = parts.chain.config.staff?.find((one) => one.id === id);
  if (person === undefined) return err(refusal('not-found', noStaff(id)));
  const { pin } = person;
  return save(parts, id, { ...person, pin: pin === null ? null : { ...pin, change: pin.change + 1 } });
}

const isStaff = (parts: HubParts, id: string): boolean =>
  (parts.chain.config.staff ?? []).some((one) => one.id === id);

async function verifierOf(parts: HubParts, digits: string, lastChange: number): Promise<PinVerifier> {
  const salt = randomBytes(16).toString('hex');
  return { salt, hash: await hashPin(digits, salt, parts.secrets.phoneKey), change: lastChange + 1 };
}

async function save(
  parts: HubParts,
  id: string,
  person: StaffMember | null,
): Promise<Result<ManagedStaff, Refusal>> {
  // Read anew: a PIN takes a while to hash, and somebody else may have changed the list meanwhile.
  await parts.reloadChain();
  const others = (parts.chain.config.staff ?? []).filter((one) => one.id !== id);
  const staff = [...others, ...(person === null ? [] : [person])].toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  await parts.store.saveConfig({ ...parts.chain.config, staff });
  await parts.reloadChain();
  parts.doorbell.ring({ stream: 'config', cursor: (await parts.store.cursors()).config });
  parts.log.info({ staff: id, removed: person === null }, 'staff list changed');
  return ok(listStaff(parts));
}
