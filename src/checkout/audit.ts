import type { AuditBody } from '../contracts/fraud.ts';
import { uuidV7 } from '../shared/ids.ts';
import { appendOperation } from './append-operation.ts';
import type { CheckoutPorts, SaleWriter } from './ports.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { saleTimeMs } from './sale-member.ts';

/** What a line of the audit log says; what it leaves out concerns nobody. */
export type AuditLine = Pick<AuditBody, 'rule' | 'outcome'> & Partial<AuditBody>;

/**
 * Writes one line into the journal: chained, signed and pushed like everything else in it, so that a line can neither be
 * changed nor left out unseen. Answers its operation's id.
 */
export function appendAudit(ports: CheckoutPorts, writer: SaleWriter, line: AuditLine): string {
  const nowMs = saleTimeMs(ports);
  const id = uuidV7(ports.clock, ports.random);
  appendOperation(ports, writer, {
    fact: {
      id,
      kind: 'audit',
      body: { member: null, staff: null, cashier: null, subject: null, ...line },
    },
    pack: ports.store.packs.activeAt(nowMs)?.manifest.number ?? 0,
    nowMs,
    spent: {},
  });
  return id;
}

/** A line of its own, durable when this returns. A till that can book nothing cannot write it, and says so elsewhere. */
export function audit(ports: CheckoutPorts, line: AuditLine): void {
  if (ports.store.identity.get() === null || refuseByMode(ports) !== null) return;
  const operationId = ports.store.transaction((writer) => appendAudit(ports, writer, line));
  ports.onCommitted?.({ operationId, purchaseId: null, memberId: null });
}
