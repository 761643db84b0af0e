import type { Checkout } from '../../checkout/checkout.ts';
import type { Language } from '../../contracts/local-text.ts';
import type { Clock } from '../../shared/ports.ts';
import type { TillStore } from '../../store/till-store.ts';
import type { Timers } from '../../sync/ports.ts';
import type { Spending } from '../store-lan/spending.ts';

/** What an adapter works with: the till's one checkout, and what it needs to find again what it did before. */
export type IntegrationParts = {
  readonly checkout: Checkout;
  readonly store: Pick<
    TillStore,
    'answer' | 'bookedQuote' | 'goods' | 'member' | 'purchase' | 'receipt' | 'returnsOf' | 'transaction'
  >;
  /** Before a cart of a member is priced or points are held; null: nothing to wait for. */
  readonly before: Spending['before'];
  readonly clock: Clock;
  readonly timers: Timers;
  /** Told of every call before it is looked at. Absent: nobody asks. */
  readonly onCall?: () => void;
  readonly language: () => Language;
  /** Told of faults of ours and of what an operator should know; never of a customer. */
  readonly log: (level: 'warn' | 'error', text: string, cause?: unknown) => void;
};
