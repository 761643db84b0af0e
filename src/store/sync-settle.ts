import type { PushResult, Verdict } from '../contracts/sync.ts';
import type { SqliteWriter } from '../sqlite/database.ts';
import { forgetPersonalData } from './personal-data.ts';
import { putInQuarantine } from './quarantine.ts';
import { wasReissued } from './reissue.ts';
import { writeSetting } from './settings.ts';

type Waiting = { operation_id: string; payload: string };

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
      `SELECT operation_id, payload FROM outbox JOIN journal USING (epoch, sequence)
       WHERE epoch = ? AND sequence = ?`,
      [epoch, verdict.sequence],
    );
    if (waiting === undefined) continue;
    writer.run('DELETE FROM outbox WHERE epoch = ? AND sequence = ?', [epoch, verdict.sequence]);
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

const quarantine = (writer: SqliteWriter, waiting: Waiting, verdict: Verdict, nowMs: number): number =>
  putInQuarantine(writer, {
    source: 'push',
    stream: null,
    key: waiting.operation_id,
    code: verdict.code ?? 'refused',
    detail: verdict.detail ?? 'The hub refused the operation without a reason.',
    body: waiting.payload,
    atMs: nowMs,
  });
