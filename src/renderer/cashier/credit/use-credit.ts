import { useRef } from 'react';
import type { Approval } from '../../../contracts/pos-api.ts';
import { uuidV7 } from '../../../shared/ids.ts';
import type { CallAnswer } from '../../kit/agent-client.ts';
import { browserClock, browserRandom } from '../../kit/browser-ports.ts';
import { useTill } from '../till-context.ts';
import type { Credit } from './credit-form.tsx';

/** Sends a credit. The same one sent again after a lost answer is the same operation, so nobody gets it twice. */
export function useCredit(member: string) {
  const { client } = useTill();
  const sent = useRef<{ readonly what: string; readonly operationId: string } | null>(null);
  return (credit: Credit, approval: Approval): Promise<CallAnswer<'member.credit'>> => {
    const what = JSON.stringify([member, credit]);
    const operationId =
      sent.current?.what === what ? sent.current.operationId : uuidV7(browserClock, browserRandom);
    sent.current = { what, operationId };
    return client.call('member.credit', { ...credit, operationId, member, approval });
  };
}
