import { type AuditLog, auditQuerySchema } from '../../contracts/manage.ts';
import type { Refusal } from '../../contracts/refusal.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { HubParts } from './hub-parts.ts';
import { readValue } from './read-body.ts';

/** The newest lines of the audit log, newest first. */
export async function showAudit(parts: HubParts, query: unknown): Promise<Result<AuditLog, Refusal>> {
  const asked = readValue(auditQuerySchema, query);
  if (!asked.ok) return asked;
  const { before, limit } = asked.value;
  const beforeMs = before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before);
  const lines = await parts.store.auditLog({ beforeMs, limit });
  return ok({
    lines: lines.map(({ operationId, atMs, tillId, body }) => ({
      id: operationId,
      at: new Date(atMs).toISOString(),
      till: tillId,
      ...body,
      credit: body.credit === null ? null : { ...body.credit },
    })),
  });
}
