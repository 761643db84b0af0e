import { useCallback, useEffect, useState } from 'react';
import type { SlipFate } from '../../contracts/ui-api.ts';
import { useTill } from './till-context.ts';

/** How often the printer's word is asked for until it is the last one. */
const ASK_AGAIN_MS = 700;
const isLast = (fate: SlipFate): boolean =>
  fate.state === 'none' || fate.state === 'confirmed' || fate.state === 'unknown' || fate.state === 'failed';

type Paid = { readonly purchaseId: string; readonly operationId: string };

/** How far the slip of a paid receipt has come, null before the first answer; and the way to print it once more. */
export function useSlipFate({ purchaseId, operationId }: Paid) {
  const { client, sale } = useTill();
  const [fate, setFate] = useState<SlipFate | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second print is watched like the first
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const ask = async (): Promise<void> => {
      const answer = await client.call('receipt.printed', { purchaseId });
      if (!wanted) return;
      if (answer.ok) setFate(answer.value);
      if (!answer.ok || !isLast(answer.value)) timer = setTimeout(() => void ask(), ASK_AGAIN_MS);
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, purchaseId, round]);
  const printAgain = useCallback(async (): Promise<void> => {
    const answer = await client.call('receipt.reprint', { purchaseId, operationId });
    if (!answer.ok) sale.dispatch({ type: 'told', problem: answer.error });
    setRound((now) => now + 1);
  }, [client, sale, purchaseId, operationId]);
  return { fate, printAgain };
}
