import type { ProgramReport, SourceReport } from './report.ts';

/** What changes when the second program replaces the first: second less first, integers as in the reports. */
export type Difference = {
  readonly discountMinor: number;
  readonly paidWithPointsMinor: number;
  readonly netMinor: number;
  readonly givenValueMinor: number;
  readonly receiptsWithGain: number;
  readonly membersWithGain: number;
  /** Sources of either program whose uses, cost or points changed. */
  readonly sources: readonly {
    readonly id: string;
    readonly uses: number;
    readonly costMinor: number;
    readonly pointsValueMinor: number;
  }[];
};

const givenValue = ({ wallets }: ProgramReport): number =>
  wallets.reduce((sum, { givenValueMinor }) => sum + givenValueMinor, 0);

const bySource = ({ sources }: ProgramReport): Map<string, SourceReport> =>
  new Map(sources.map((source) => [source.id, source]));

export function differenceOf(first: ProgramReport, second: ProgramReport): Difference {
  const before = bySource(first);
  const after = bySource(second);
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  const change = (id: string, field: 'uses' | 'costMinor' | 'pointsValueMinor'): number =>
    (after.get(id)?.[field] ?? 0) - (before.get(id)?.[field] ?? 0);
  return {
    discountMinor: second.discountMinor - first.discountMinor,
    paidWithPointsMinor: second.paidWithPointsMinor - first.paidWithPointsMinor,
    netMinor: second.netMinor - first.netMinor,
    givenValueMinor: givenValue(second) - givenValue(first),
    receiptsWithGain: second.gains.receipts.withGain - first.gains.receipts.withGain,
    membersWithGain: second.gains.members.withGain - first.gains.members.withGain,
    sources: ids
      .map((id) => ({
        id,
        uses: change(id, 'uses'),
        costMinor: change(id, 'costMinor'),
        pointsValueMinor: change(id, 'pointsValueMinor'),
      }))
      .filter(
        ({ uses, costMinor, pointsValueMinor }) => uses !== 0 || costMinor !== 0 || pointsValueMinor !== 0,
      ),
  };
}
