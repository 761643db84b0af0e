import type { Approval } from '../../../contracts/pos-api.ts';
import type { CallAnswer } from '../../kit/agent-client.ts';
import { useOperationId } from '../../kit/use-operation-id.ts';
import { useTill } from '../till-context.ts';
import type { Credit } from './credit-form.tsx';

/** Sends a credit; sent again after a lost answer nobody gets it twice. */
export function useCredit(member: string) {
  const { client } = useTill();
  const operationIdOf = useOperationId();
  return (credit: Credit, approval: Approval): Promise<CallAnswer<'member.credit'>> =>
    client.call('member.credit', {
      ...credit,
      operationId: operationIdOf([member, credit]),
      member,
      approval,
    });
}
