import type { Operation } from '../../contracts/sync.ts';
import type { AuditRecord } from '../store/records.ts';
import { operationTimeMs } from './operation-time.ts';

/** What the chain's audit log keeps of an operation; null for one that it does not concern. */
export function auditRecordOf(operation: Operation, nowMs: number): AuditRecord | null {
  const common = { operationId: operation.id, atMs: operationTimeMs(operation, nowMs) };
  if (operation.kind === 'audit') return { ...common, body: { ...operation.body, credit: null } };
  if (operation.kind !== 'credit') return null;
  const { member, approvedBy, cashier, wallet, points, reason } = operation.body;
  const credit = { wallet, points, reason };
  return {
    ...common,
    body: {
      rule: 'manual-credit',
      outcome: 'booked',
      member,
      staff: approvedBy,
      cashier,
      subject: operation.id,
      credit,
    },
  };
}
