import { hasManagerPin } from '../../checkout/fraud-rules.ts';
import type { PinCheck } from '../../checkout/pin-check.ts';
import type { Approval } from '../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { TillConfigRecord } from '../../contracts/sync.ts';

type MayOpenParts = {
  readonly config: () => TillConfigRecord | null;
  readonly pins: PinCheck;
  readonly cashier: () => string | null;
};

/**
 * Who may set up devices: a manager with the PIN. Where nobody of the chain has one yet, whoever stands at the till:
 * it has to be set up before it can be told anything.
 */
export function mayOpenSetup({ config, pins, cashier }: MayOpenParts) {
  return async (approval: Approval | null): Promise<Refusal | null> => {
    if (!hasManagerPin(config())) return null;
    if (approval === null) {
      return refusal('manager-pin-needed', "Devices are set up with a manager's id and PIN.");
    }
    const about = { rule: 'sign-on', member: null, cashier: cashier(), subject: 'devices' } as const;
    const manager = await pins.manager(approval, about);
    return manager.ok ? null : manager.error;
  };
}
