import { type Refusal, refusal } from '../contracts/refusal.ts';
import { ladder } from '../contracts/till-status.ts';
import type { CheckoutPorts } from './ports.ts';

/** The two lowest rungs book nothing; the register goes on and sends the receipt again later. */
export function refuseByMode(ports: CheckoutPorts): Refusal | null {
  const mode = ports.mode();
  if (ladder[mode].book) return null;
  return refusal(
    'unavailable',
    `The till is ${mode}: nothing can be booked now. Send the receipt again later.`,
  );
}
