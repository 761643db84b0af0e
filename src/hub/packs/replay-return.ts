import type { ReturnOperation } from '../../contracts/sync.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import { requoteReturn } from '../../loyalty/requote.ts';
import { shareOfReturn } from '../../loyalty/returns.ts';
import type { BookedPurchase } from '../store/records.ts';
import { firstDifference } from './first-difference.ts';
import type { Replay } from './replay-purchase.ts';

/**
 * Works out once more what a booked return gives back: the share of its purchase, or what was paid beyond the price of
 * the rest under the program of the purchase. What of it was kept for points already spent is the till's word: it is
 * bounded by what is given back. `program`: null where no pack of that number was ever published here.
 */
export function replayReturn(
  program: CompiledProgram | null,
  { at, body }: Pick<ReturnOperation, 'at' | 'body'>,
  purchase: BookedPurchase,
): Replay {
  // Tills tell the hub's time, and another till's purchase comes back with the hub's word alone.
  const earlier = purchase.returns.filter((one) => (one.at ?? '') < at);
  const lines = earlier.flatMap((one) => one.lines);
  const given = earlier.flatMap((one) => one.requoted ?? []);
  const again =
    body.requoted === undefined
      ? shareOfReturn(purchase.body, lines, body.lines)
      : program === null
        ? null
        : requoteReturn(program.program, purchase.body, { lines, given }, body.lines);
  if (again === null) return { outcome: 'flagged', kind: 'unknown-pack', path: '', booked: '', again: '' };
  if (!again.ok || again.value === null) {
    const why = again.ok ? 'no-requote' : again.error.code;
    return { outcome: 'flagged', kind: 'refused', path: '', booked: '', again: why };
  }
  const { totals, pointsBack, stamps, whole } = again.value;
  const difference = firstDifference(
    {
      ...{ netMinor: body.netMinor, pointsBack: body.pointsBack, stamps: body.stamps, whole: body.whole },
      ...(body.requoted === undefined ? {} : { earned: body.requoted.earned }),
    },
    {
      ...{ netMinor: totals.net, pointsBack: body.member === null ? {} : pointsBack, stamps, whole },
      ...(body.requoted === undefined ? {} : { earned: totals.earned }),
    },
  );
  return difference === null ? { outcome: 'same' } : { outcome: 'flagged', kind: 'differs', ...difference };
}
