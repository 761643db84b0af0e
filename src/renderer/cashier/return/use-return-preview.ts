import { useEffect, useState } from 'react';
import type { ReturnPreview } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { useTill } from '../till-context.ts';

/** How much of each line comes back, in units, by line id. */
export type ChosenLines = ReadonlyMap<string, number>;

export const linesOf = (chosen: ChosenLines): { id: string; quantity: number }[] =>
  [...chosen].map(([id, quantity]) => ({ id, quantity }));

/** What the chosen lines would give, asked for anew with every change; null until it is known, or where none is chosen. */
export function useReturnPreview(
  purchaseId: string | null,
  chosen: ChosenLines,
  onProblem: (problem: Problem | null) => void,
): ReturnPreview | null {
  const { client } = useTill();
  const [preview, setPreview] = useState<ReturnPreview | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is told of a problem asks for nothing anew
  useEffect(() => {
    setPreview(null);
    if (purchaseId === null || chosen.size === 0) return;
    let wanted = true;
    void client.call('return.preview', { purchaseId, lines: linesOf(chosen) }).then((answer) => {
      if (!wanted) return;
      onProblem(answer.ok ? null : answer.error);
      if (answer.ok) setPreview(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [client, purchaseId, chosen]);
  return preview;
}
