import type { EnrolCodeRecord } from './records.ts';

/** A code for a till as both databases keep it. */
export type EnrolCodeRow = {
  selector: string;
  code_hash: string;
  till_id: string;
  expires_at_ms: number;
  tries_left: number;
};

export const codeOfRow = (row: EnrolCodeRow): EnrolCodeRecord => ({
  selector: row.selector,
  codeHash: row.code_hash,
  tillId: row.till_id,
  expiresAtMs: row.expires_at_ms,
  triesLeft: row.tries_left,
});
