import type { Checkout } from '../../checkout/checkout.ts';
import type { Language } from '../../contracts/local-text.ts';
import type { Clock } from '../../shared/ports.ts';
import type { TillStore } from '../../store/till-store.ts';

/** What an adapter works with: the till's one checkout, and what it needs to find again what it did before. */
export type IntegrationParts = {
  readonly checkout: Checkout;
  readonly store: Pick<
    TillStore,
    'answer' | 'bookedQuote' | 'goods' | 'member' | 'purchase' | 'receipt' | 'returnsOf' | 'transaction'
  >;
  readonly clock: Clock;
  readonly language: () => Language;
  /** Told of faults of ours and of what an operator should know; never of a customer. */
  readonly log: (level: 'warn' | 'error', text: string, cause?: unknown) => void;
};
