import { useEffect, useState } from 'react';
import type { Paper } from '../../../contracts/paper.ts';
import { freshQuote } from '../state/sale-state.ts';
import { useSale, useTill } from '../till-context.ts';

/** The slip as it would print for the present quote; null until the agent drew it. */
export function useSlip(): Paper | null {
  const { client } = useTill();
  const sale = useSale();
  const [paper, setPaper] = useState<Paper | null>(null);
  const { purchaseId } = sale;
  const quote = freshQuote(sale);
  useEffect(() => {
    if (purchaseId === null || quote === null) return;
    let wanted = true;
    void client.call('receipt.slip', { purchaseId }).then((answer) => {
      if (wanted && answer.ok) setPaper(answer.value.paper);
    });
    return () => {
      wanted = false;
    };
  }, [client, purchaseId, quote]);
  return paper;
}
