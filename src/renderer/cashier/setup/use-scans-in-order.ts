import { useState } from 'react';
import type { SetupTrial, TriedScan } from '../../../contracts/setup.ts';

type Seen = { readonly heard: number; readonly typed: number; readonly scans: readonly TriedScan[] };

/**
 * Codes of readers on trial and of those that type, in the order in which they came. A trial that begins anew takes what
 * its readers sent before with it: it says nothing of the new settings.
 */
export function scansInOrder(seen: Seen, trial: SetupTrial, typed: readonly TriedScan[]): Seen {
  const anew = trial.heard < seen.heard;
  const fresh = trial.heard - (anew ? 0 : seen.heard);
  const kept = anew ? seen.scans.filter((scan) => typed.includes(scan)) : seen.scans;
  return {
    heard: trial.heard,
    typed: typed.length,
    scans: [
      ...kept,
      ...trial.scans.slice(Math.max(0, trial.scans.length - fresh)),
      ...typed.slice(seen.typed),
    ],
  };
}

export function useScansInOrder(trial: SetupTrial, typed: readonly TriedScan[]): readonly TriedScan[] {
  const [seen, setSeen] = useState<Seen>({ heard: 0, typed: 0, scans: [] });
  if (trial.heard === seen.heard && typed.length === seen.typed) return seen.scans;
  const next = scansInOrder(seen, trial, typed);
  setSeen(next);
  return next.scans;
}
