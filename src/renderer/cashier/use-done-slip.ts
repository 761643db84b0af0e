import { useEffect, useState } from 'react';
import type { Paper } from '../../contracts/paper.ts';
import type { ConfirmResult } from '../../contracts/pos-api.ts';
import { paperOfLines } from './paper-of-lines.ts';
import { useTill } from './till-context.ts';

/**
 * The slip of a paid receipt: as the printer leaves it where the agent can draw it, else its plain lines. Null for the
 * moment in which that is asked.
 */
export function useDoneSlip(confirmed: ConfirmResult): Paper | null {
  const { client } = useTill();
  const [paper, setPaper] = useState<Paper | null>(null);
  useEffect(() => {
    let wanted = true;
    void client.call('receipt.slip', { purchaseId: confirmed.purchaseId }).then((answer) => {
      if (wanted) setPaper(answer.ok ? answer.value.paper : paperOfLines(confirmed.slip.lines));
    });
    return () => {
      wanted = false;
    };
  }, [client, confirmed]);
  return paper;
}
