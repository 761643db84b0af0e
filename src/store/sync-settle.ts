import type { PushResult, Verdict } from '../contracts/sync.ts';
import { defined } from '../shared/assert.ts';
import type { SqliteWriter } from '../sqlite/database.ts';
import { forgetPersonalData } from './personal-data.ts';
import { putInQuarantine } from './quarantine.ts';
import { wasReissued } from './reissue.ts';
import { writeSetting } from './settings.ts';

type Waiting = { readonly operation_id: string; readonly epoch: number; readonly sequence: number };

/**
 * Takes the hub's verdicts. An operation leaves the outbox only on its own verdict; a refused one goes to quarantine
 * with the hub's reason. The countersigned head is kept as the hub's receipt for the journal up to there.
 */
export function settlePush(
  writer: SqliteWriter,
  epoch: number,
  result: PushResult,
  nowMs: number,
): { acknowledged: number; quarantined: number } {
  let acknowledged = 0;
  let quarantined = 0;
  for (const verdict of result.verdicts) {
    const waiting = writer.get<Waiting>(
      `SELECT operation_id, epoch, sequence FROM outbox JOIN journal USING (epoch, sequence)
       WHERE epoch = +? AND sequence = +?`,
      [epoch, verdict.sequence],
    );
    if (waiting === undefined) continue;
    writer.run('DELETE FROM outbox WHERE epoch = +? AND sequence = +?', [epoch, verdict.sequence]);
    const atHub =
      verdict.verdict !== 'refused' ||
      // It went there under its earlier number, and the answer was lost.
      (verdict.code === 'operation-reused' && wasReissued(writer, waiting.operation_id));
    if (atHub) forgetPersonalData(writer, waiting.operation_id);
    if (!atHub) {
      quarantine(writer, waiting, verdict, nowMs);
      quarantined += 1;
    } else {
      acknowledged += 1;
    }
  }
  const { head, headSequence, headSignature, keyId } = result;
  writeSetting(writer, 'hub-head', { epoch, head, headSequence, headSignature, keyId });
  return { acknowledged, quarantined };
}

function quarantine(writer: SqliteWriter, waiting: Waiting, verdict: Verdict, nowMs: number): void {
  const { operation_id: key, epoch, sequence } = waiting;
  const row = writer.get<{ payload: string }>(
    'SELECT payload FROM journal WHERE epoch = ? AND sequence = ?',
    [epoch, sequence],
  );
  putInQuarantine(writer, {
    source: 'push',
    stream: null,
    key,
    code: verdict.code ?? 'refused',
    detail: verdict.detail ?? 'The hub refused the operation without a reason.',
    body: defined(row, 'what waited stands in the journal').payload,
    atMs: nowMs,
  });
}
