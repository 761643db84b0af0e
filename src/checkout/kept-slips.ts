import type { Slip } from '../contracts/pos-api.ts';
import type { PrinterProfile } from '../receipts/escpos/profile.ts';
import { type SlipFacts, saleSlip, slipInput } from './sale-slip.ts';

export type KeptSlip = {
  readonly slip: Slip;
  /** JSON text of it. */
  readonly text: string;
  readonly bytes: Uint8Array;
};
export type KeptSlips = (facts: SlipFacts, profile: PrinterProfile) => KeptSlip;

/** The receipt being sold, and a few that wait aside. */
const slipsKept = 8;

/**
 * Slips by everything that stands on them: a receipt is quoted before it is confirmed, and by then its slip is laid out
 * already unless something on it has changed.
 */
export function keepSlips(): KeptSlips {
  const kept = new Map<string, { readonly profile: PrinterProfile; readonly made: KeptSlip }>();
  return (facts, profile) => {
    const input = slipInput(facts);
    const key = JSON.stringify(input);
    const known = kept.get(key);
    if (known?.profile === profile) return known.made;
    const { slip, bytes } = saleSlip(input, profile);
    const made = { slip, bytes, text: JSON.stringify(slip) };
    kept.delete(key);
    kept.set(key, { profile, made });
    const [oldest] = kept.keys();
    if (kept.size > slipsKept && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
