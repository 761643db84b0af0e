import type { LeaseReport } from '../../contracts/leases.ts';
import type { LeaseRecord, TillRecord } from '../store/records.ts';

/** What a unit says of its leases, in one moment of its own. */
export type UnitReport = LeaseReport & {
  readonly unit: string;
  readonly epoch: number;
  /** The journal's end as the unit named it; null where it named none: another one is of another machine. */
  readonly head: string | null;
  /** Leases, or requests that wait for their answer. */
  readonly held: readonly string[];
};

/** Of the unit's open leases, those that the report says are not held and never will be. */
export function leasesGivenBack(report: UnitReport, open: readonly LeaseRecord[]): LeaseRecord[] {
  const held = new Set(report.held);
  return open.filter(
    ({ number, id, requestId }) => number <= report.asOf && !held.has(id) && !held.has(requestId),
  );
}

/**
 * Whether the hub has everything that the unit spent from leases it holds no more. A report stays true for ever, so one
 * that comes late or twice is as good as any.
 */
export const hasAllSpent = (
  { epoch, lastSequence, head }: UnitReport,
  till: Pick<TillRecord, 'epoch' | 'head' | 'headSequence'> | null,
): boolean =>
  till !== null &&
  till.epoch === epoch &&
  till.headSequence >= lastSequence &&
  (head === null || till.headSequence !== lastSequence || till.head === head);
