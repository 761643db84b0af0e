import { PIN_LOCK_MS, PIN_MAX_TRIES, type PinVerifier, type StaffMember } from '../contracts/fraud.ts';
import type { Approval } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { type AuditLine, appendAudit } from './audit.ts';
import { hasManagerPin, staffOf } from './fraud-rules.ts';
import type { CheckoutPorts, SaleWriter } from './ports.ts';
import { refuseByMode } from './refuse-by-mode.ts';

type WithPin = StaffMember & { readonly pin: PinVerifier };

export type PinCheck = {
  /**
   * Whether a manager's PIN is right. The audit line is durable before the answer, and so is what `alsoBook` writes
   * when it is right.
   */
  readonly manager: (
    approval: Approval,
    about: Omit<AuditLine, 'outcome' | 'staff'>,
    alsoBook?: (writer: SaleWriter, manager: StaffMember) => void,
  ) => Promise<Result<StaffMember, Refusal>>;
  /** The same for anybody of the staff who has a PIN. */
  readonly anybody: PinCheck['manager'];
};

/**
 * Judges PINs. A try is counted on the disk before it is judged, so that pulling the plug buys none; five wrong ones in
 * a row lock the PIN for a quarter of an hour, counted by this process on the clock that never steps back: neither a
 * restart nor another time of day shortens it.
 */
export function createPinCheck(ports: CheckoutPorts): PinCheck {
  const lockedSince = new Map<string, number>();
  const isLocked = ({ id, pin }: WithPin): boolean => {
    if (ports.store.pinTries(id, pin.change) < PIN_MAX_TRIES) return false;
    const key = `${id}\n${pin.change}`;
    const nowMs = ports.clock.monotonicMs();
    const sinceMs = lockedSince.get(key) ?? nowMs;
    lockedSince.set(key, sinceMs);
    if (nowMs - sinceMs < PIN_LOCK_MS) return true;
    lockedSince.delete(key);
    ports.store.transaction((writer) => writer.putPinTries(id, pin.change, 0));
    return false;
  };
  const check =
    (mayBe: (person: StaffMember) => boolean): PinCheck['manager'] =>
    async (approval, about, alsoBook) => {
      const unable = refuseByMode(ports);
      if (unable !== null) return err(unable);
      const person = staffOf(ports.store.config.get()).find((one) => one.id === approval.staff && mayBe(one));
      if (person === undefined || !hasPin(person)) return err(unknownPerson(ports));
      if (isLocked(person)) return err(locked(person));
      const tries = countTry(ports, person);
      const isRight = (await ports.verifyPin?.(approval.pin, person.pin)) ?? false;
      const operationId = ports.store.transaction((writer) => {
        const isLast = tries >= PIN_MAX_TRIES;
        const outcome = isRight ? 'approved' : isLast ? 'locked' : 'wrong-pin';
        const line = appendAudit(ports, writer, { ...about, outcome, staff: person.id });
        if (!isRight) return line;
        writer.putPinTries(person.id, person.pin.change, 0);
        alsoBook?.(writer, person);
        return line;
      });
      ports.onCommitted?.({ operationId, purchaseId: null, memberId: null });
      if (isRight) return ok(person);
      return err(tries >= PIN_MAX_TRIES ? locked(person) : wrong(PIN_MAX_TRIES - tries));
    };
  return { manager: check(({ role }) => role === 'manager'), anybody: check(() => true) };
}

const hasPin = (person: StaffMember): person is WithPin => person.pin !== null;

/** Counts this try as a wrong one until it is known to be right; answers how many there are with it. */
const countTry = (ports: CheckoutPorts, { id, pin }: WithPin): number =>
  ports.store.transaction((writer) => {
    const tries = writer.pinTries(id, pin.change) + 1;
    writer.putPinTries(id, pin.change, tries);
    return tries;
  });

/** Who is a manager is no secret at the till: the window shows the list. */
const unknownPerson = (ports: CheckoutPorts): Refusal =>
  hasManagerPin(ports.store.config.get())
    ? refusal('pin-refused', 'Nobody of this id may allow it with a PIN.')
    : refusal('no-manager-pin', 'No manager of the chain has a PIN: set one with "kopilka hub staff add".');

const wrong = (left: number): Refusal =>
  refusal('pin-refused', `The PIN is wrong; ${left} ${left === 1 ? 'try is' : 'tries are'} left.`);

const locked = ({ id }: StaffMember): Refusal =>
  refusal(
    'pin-locked',
    `The PIN of ${id} is locked for ${PIN_LOCK_MS / 60_000} minutes; "kopilka hub staff unlock ${id}" ends it sooner.`,
  );
