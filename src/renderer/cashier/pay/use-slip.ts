import { useEffect } from 'react';
import type { Paper } from '../../../contracts/paper.ts';
import { freshQuote } from '../state/sale-state.ts';
import { useSale, useTill } from '../till-context.ts';

/** Has the slip drawn for the present quote; gives the last one drawn, null before the first. */
export function useSlip(): Paper | null {
  const { client, sale } = useTill();
  const state = useSale();
  const { purchaseId, revision } = state;
  const fresh = freshQuote(state) !== null;
  useEffect(() => {
    if (purchaseId === null || !fresh) return;
    void client.call('receipt.slip', { purchaseId }).then((answer) => {
      if (answer.ok) sale.dispatch({ type: 'slip-drawn', revision, paper: answer.value.paper });
    });
  }, [client, sale, purchaseId, revision, fresh]);
  return state.slip?.paper ?? null;
}
