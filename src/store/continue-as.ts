import { GENESIS_HASH } from '../contracts/sync.ts';
import { assert } from '../shared/assert.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import type { TillIdentity } from './identity.ts';
import { reissue, type ToReissue } from './reissue.ts';
import { readSetting, writeSetting } from './settings.ts';

/** The highest epoch that anything in these data belongs to. */
export function lastEpoch(reader: SqliteReader): number {
  const row = reader.get<{ epoch: number | null }>(
    `SELECT max(epoch) AS epoch FROM (SELECT epoch FROM journal UNION ALL SELECT epoch FROM journal_anchors
       UNION ALL SELECT epoch FROM journal_set_aside)`,
  );
  return Math.max(row?.epoch ?? 0, readSetting<TillIdentity>(reader, 'identity')?.epoch ?? 0);
}

/**
 * Makes the data those of a till that was enrolled anew. The journal goes on in the new epoch; what the hub has not
 * answered leaves the old one and stands at the beginning of the new, word for word but for till and number, so the hub
 * knows by its id what reached it in another way. Everything the hub told is read anew: another machine with these data
 * may have moved what it told them about. Rights to spend that came from other tills may have come to both.
 */
export function continueAs(writer: SqliteWriter, identity: TillIdentity, nowMs: number): void {
  const { epoch } = identity;
  assert(epoch > lastEpoch(writer), 'a new epoch is later than all before');
  const waiting = writer.all<ToReissue>(
    `SELECT epoch, sequence, payload, at_ms AS atMs FROM outbox JOIN journal USING (epoch, sequence)
     ORDER BY epoch, sequence`,
  );
  anchorWhatStays(writer);
  writeSetting(writer, 'identity', identity);
  reissue(writer, waiting, { epoch, sequence: 0, hash: GENESIS_HASH }, nowMs);
  const told = readSetting<object>(writer, 'promotion-uses-told');
  if (told !== null) writeSetting(writer, 'promotion-uses-told', { ...told, epoch, sequence: 0 });
  writer.run("DELETE FROM settings WHERE name IN ('hub-head', 'hub-refusal', 'rebuilt', 'roster')");
  writer.run('UPDATE cursors SET cursor = 0, complete = 0, complete_at_ms = NULL');
  writer.run('DELETE FROM store_rights');
  writer.run('DELETE FROM store_transfers');
}

/** An answered operation may stand behind one that was not: its link is kept where that one leaves. */
const anchorWhatStays = (writer: SqliteWriter): number =>
  writer.run(
    `INSERT INTO journal_anchors (epoch, sequence, hash)
     SELECT j.epoch, j.sequence, j.hash FROM journal AS j JOIN outbox AS o USING (epoch, sequence)
     WHERE EXISTS (SELECT 1 FROM journal AS n WHERE n.epoch = j.epoch AND n.sequence = j.sequence + 1)
       AND NOT EXISTS (SELECT 1 FROM outbox AS n WHERE n.epoch = j.epoch AND n.sequence = j.sequence + 1)
     ON CONFLICT (epoch, sequence) DO UPDATE SET hash = excluded.hash`,
  );
