import type { z } from 'zod';
import { couponRecordSchema } from '../contracts/coupon.ts';
import { goodsSchema } from '../contracts/goods.ts';
import { packSchema } from '../contracts/pack.ts';
import { readTolerant } from '../contracts/read-tolerant.ts';
import {
  type Change,
  type MemberRecord,
  memberRecordSchema,
  type Operation,
  type PullResult,
  tillConfigRecordSchema,
} from '../contracts/sync.ts';
import { memberAfterOperation } from '../loyalty/ledger/member-after-operation.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { takeCoupon } from './coupons.ts';
import { removeGoods, writeGoods } from './goods.ts';
import { eraseMember, writeMember } from './members.ts';
import { forgetToldSpends } from './own-spends.ts';
import { type VerifyPack, writePack } from './packs.ts';
import { healQuarantine, putInQuarantine } from './quarantine.ts';
import { type SealPin, withSealedPins } from './seal-pins.ts';
import { writeSetting } from './settings.ts';
import { parseStored } from './stored-json.ts';

export type PullContext = {
  readonly epoch: number;
  readonly verifyPack: VerifyPack;
  readonly sealPin: SealPin;
  readonly nowMs: number;
};

type ChangeFailure = { readonly code: string; readonly detail: string };
/** Members more or less after the change. */
type ChangeOutcome = Result<{ readonly members: number }, ChangeFailure>;

const nothingCounted: ChangeOutcome = ok({ members: 0 });

/**
 * Takes one page of a stream together with its cursor. A change that cannot be read or used is kept in quarantine and
 * never holds up those behind it.
 */
export function applyPull(
  writer: SqliteWriter,
  result: PullResult,
  context: PullContext,
): { applied: number; quarantined: number; members: number } {
  let applied = 0;
  let quarantined = 0;
  let members = 0;
  for (const change of result.changes) {
    const outcome = applyChange(writer, result, change, context);
    if (outcome.ok) {
      healQuarantine(writer, result.stream, change.key);
      applied += 1;
      members += outcome.value.members;
    } else {
      const body = JSON.stringify(change.body);
      const { stream } = result;
      const { nowMs: atMs } = context;
      putInQuarantine(writer, { source: 'pull', stream, key: change.key, ...outcome.error, body, atMs });
      quarantined += 1;
    }
  }
  if (result.stream === 'members' && !result.more) {
    forgetToldSpends(writer, context.epoch, result.appliedSequence);
  }
  writer.run(
    `INSERT INTO cursors (stream, cursor, complete, complete_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (stream) DO UPDATE SET cursor = excluded.cursor, complete = excluded.complete,
       complete_at_ms = coalesce(excluded.complete_at_ms, complete_at_ms)`,
    [result.stream, result.cursor, result.more ? 0 : 1, result.more ? null : result.hubTimeMs],
  );
  return { applied, quarantined, members };
}

function applyChange(
  writer: SqliteWriter,
  result: PullResult,
  change: Change,
  context: PullContext,
): ChangeOutcome {
  switch (result.stream) {
    case 'config':
      return withBody(tillConfigRecordSchema, change, (config) => {
        writeSetting(writer, 'config', withSealedPins(config, context.sealPin));
        return nothingCounted;
      });
    case 'packs':
      return withBody(packSchema, change, (pack) => {
        const written = writePack(writer, pack, context.verifyPack);
        return written.ok ? nothingCounted : err({ code: 'pack-refused', detail: written.error });
      });
    case 'goods':
      if (change.body === null) {
        removeGoods(writer, change.key);
        return nothingCounted;
      }
      return withBody(goodsSchema, change, (goods) => {
        writeGoods(writer, goods);
        return nothingCounted;
      });
    case 'coupons': {
      const own = { epoch: context.epoch, afterSequence: result.appliedSequence };
      if (change.body === null) {
        takeCoupon(writer, change.key, null, own);
        return nothingCounted;
      }
      return withBody(couponRecordSchema, change, (record) => {
        takeCoupon(writer, change.key, record, own);
        return nothingCounted;
      });
    }
    case 'members':
      if (change.body === null) {
        return ok({ members: eraseMember(writer, change.key, change.erased === true) ? -1 : 0 });
      }
      return withBody(memberRecordSchema, change, (record) => applyMember(writer, record, result, context));
  }
}

function withBody<T>(schema: z.ZodType<T>, change: Change, use: (body: T) => ChangeOutcome): ChangeOutcome {
  const parsed = readTolerant(schema, change.body);
  if (parsed.success) return use(parsed.data);
  const detail = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
  return err({ code: 'unreadable', detail });
}

/** The hub's member replaces ours, then our own sales that it does not contain yet are applied again on top. */
function applyMember(
  writer: SqliteWriter,
  record: MemberRecord,
  result: PullResult,
  context: PullContext,
): ChangeOutcome {
  let member = record;
  for (const operation of ownOperations(writer, record.id, context.epoch, result.appliedSequence)) {
    const known = new Set(member.lots.map((lot) => lot.id));
    if ('lots' in operation.body && operation.body.lots.some((lot) => known.has(lot.id))) {
      const detail = `The hub's record already holds points of operation ${operation.id}, which it says it lacks.`;
      return err({ code: 'inconsistent', detail });
    }
    member = memberAfterOperation(member, operation);
  }
  const isNew = writeMember(writer, { record: member, asOfMs: result.hubTimeMs });
  return ok({ members: isNew ? 1 : 0 });
}

/** A member as a file tells it that holds nothing of this till's journal, with all own sales on top. */
export function applyOwnSales(
  writer: SqliteWriter,
  record: MemberRecord,
  { epoch, asOfMs }: { readonly epoch: number; readonly asOfMs: number },
): void {
  const after = ownOperations(writer, record.id, epoch, 0).reduce(memberAfterOperation, record);
  writeMember(writer, { record: after, asOfMs });
}

export const membersOfJournal = (reader: SqliteReader, epoch: number): string[] =>
  reader
    .all<{ id: string }>(
      'SELECT DISTINCT member_id AS id FROM journal WHERE epoch = ? AND member_id IS NOT NULL',
      [epoch],
    )
    .map(({ id }) => id);

function ownOperations(
  reader: SqliteReader,
  memberId: string,
  epoch: number,
  afterSequence: number,
): Operation[] {
  return reader
    .all<{ payload: string }>(
      `SELECT payload FROM journal WHERE member_id = +? AND epoch = +? AND sequence > +? ORDER BY sequence`,
      [memberId, epoch, afterSequence],
    )
    .map((row) => parseStored<Operation>(row.payload));
}
