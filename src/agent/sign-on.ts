import type { PinCheck } from '../checkout/pin-check.ts';
import type { StaffList } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { err, ok, type Result } from '../shared/result.ts';

/** Who sells at this till, as signed on in its window; nobody after a start. */
export type SignOn = {
  readonly current: () => string | null;
  readonly set: (cashier: string | null) => void;
};

export function createSignOn(): SignOn {
  let cashier: string | null = null;
  return {
    current: () => cashier,
    set: (next) => {
      cashier = next;
    },
  };
}

type SignOnParts = {
  readonly signOn: SignOn;
  readonly pins: PinCheck;
  readonly staff: () => Result<StaffList, Refusal>;
};

/** Signs somebody of the staff on, with the PIN where there is one; null signs off. Answers the list as it is then. */
export async function changeCashier(
  { signOn, pins, staff }: SignOnParts,
  { cashier, pin }: { readonly cashier: string | null; readonly pin: string | null },
): Promise<Result<StaffList, Refusal>> {
  const list = staff();
  if (!list.ok || cashier === null) {
    signOn.set(null);
    return staff();
  }
  const person = list.value.staff.find(({ id }) => id === cashier);
  if (person === undefined) return err(refusal('not-found', `There is no ${cashier} in the staff list.`));
  if (person.hasPin) {
    if (pin === null) return err(refusal('pin-refused', 'This person signs on with a PIN.'));
    const known = await pins.anybody({ staff: cashier, pin }, { rule: 'sign-on', cashier });
    if (!known.ok) return known;
  }
  signOn.set(cashier);
  return ok({ ...list.value, signedOn: cashier });
}
