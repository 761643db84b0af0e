import { type Refusal, refusal } from '../contracts/refusal.ts';
import { audit } from './audit.ts';
import { fraudRulesOf } from './fraud-rules.ts';
import { createLookUpLimit } from './look-up-limit.ts';
import type { CheckoutPorts } from './ports.ts';

/** Counts a call that says whether somebody is a member; answers the refusal when too many were asked for. */
export type LookUpGuard = (call: object, isKnown: boolean) => Refusal | null;

/** One bound for whatever tells a till's caller who is a member, by the rules of the chain, in its audit log. */
export function createLookUpGuard(ports: CheckoutPorts): LookUpGuard {
  const limit = createLookUpLimit(ports.clock);
  return (call, isKnown) => {
    const { lookUpsPerMinute: most, missesPerMinute: misses } = fraudRulesOf(ports.store.config.get());
    const { allowed, alarm } = limit.judge(JSON.stringify(call), isKnown, { most, misses });
    if (alarm !== null) {
      const outcome = alarm === 'misses' ? 'noticed' : 'refused';
      audit(ports, { rule: 'look-ups', outcome, cashier: ports.cashier?.() ?? null });
    }
    return allowed
      ? null
      : refusal('rate-limited', 'Too many different cards and phones within a minute. Wait a minute.');
  };
}
