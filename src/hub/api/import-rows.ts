import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { describeIssues } from '../../contracts/describe-issues.ts';
import {
  goodsImportSchema,
  IMPORT_MAX_ROWS,
  type ImportResult,
  importRequestSchema,
  memberImportSchema,
  type RefusedRow,
} from '../../contracts/manage.ts';
import { readPhone } from '../../contracts/phone.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { uuidV7 } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import { decideImport, type PreparedRow } from '../members/import-members.ts';
import { hashPhone } from '../members/phone-hash.ts';
import { systemRandom } from '../system-ports.ts';
import type { HubParts } from './hub-parts.ts';
import { bodyBytes, readJson } from './read-body.ts';

type ReadRows<Row> = { readonly rows: { row: number; value: Row }[]; readonly refused: RefusedRow[] };

/** Loads a batch of members in one transaction; rows that do not fit are answered with reasons, the others are taken. */
export async function importMembers(
  parts: HubParts,
  request: FastifyRequest,
): Promise<Result<ImportResult, Refusal>> {
  const read = readRows(memberImportSchema, request);
  if (!read.ok) return read;
  const { refused } = read.value;
  const prepared: PreparedRow[] = [];
  for (const { row, value } of read.value.rows) {
    const e164 = value.phone === undefined ? null : readPhone(value.phone, parts.chain.config.phoneCountry);
    if (value.phone !== undefined && e164 === null) {
      refused.push({ row, code: 'bad-phone', reason: 'This is not a phone number that exists.' });
    } else {
      const phone = e164 === null ? null : { e164, hash: hashPhone(e164, parts.secrets.phoneKey) };
      prepared.push({ row, member: value, phone });
    }
  }
  const nowMs = parts.clock.wallMs();
  const program = await parts.programs.activeAt(nowMs);
  const query = {
    ids: prepared.flatMap(({ member }) => member.id ?? []),
    phoneHashes: prepared.flatMap(({ phone }) => phone?.hash ?? []),
    cards: prepared.flatMap(({ member }) => member.cards),
    spendSinceMs: spendSinceMs(program, nowMs),
  };
  const newId = (): string => `m-${uuidV7(parts.clock, systemRandom)}`;
  const outcome = await parts.store.importMembers(query, (found) => {
    const { upserts, refused } = decideImport(found, prepared, { program, nowMs, newId });
    return { upserts, answer: { accepted: upserts.length, refused } };
  });
  parts.doorbell.ring({ stream: 'members', cursor: (await parts.store.cursors()).members });
  return ok({ accepted: outcome.accepted, refused: sorted([...refused, ...outcome.refused]) });
}

/** Loads a batch of goods in one transaction. */
export async function importGoods(
  parts: HubParts,
  request: FastifyRequest,
): Promise<Result<ImportResult, Refusal>> {
  const read = readRows(goodsImportSchema, request);
  if (!read.ok) return read;
  await parts.store.importGoods(read.value.rows.map(({ value }) => value));
  parts.doorbell.ring({ stream: 'goods', cursor: (await parts.store.cursors()).goods });
  return ok({ accepted: read.value.rows.length, refused: sorted(read.value.refused) });
}

const sorted = (refused: readonly RefusedRow[]): RefusedRow[] =>
  [...refused].sort((one, other) => one.row - other.row);

/** `{"rows": […]}` as JSON, or one row a line as NDJSON. */
function readRows<Schema extends z.ZodType>(
  schema: Schema,
  request: FastifyRequest,
): Result<ReadRows<z.output<Schema>>, Refusal> {
  const values = readValues(request);
  if (!values.ok) return values;
  const rows: { row: number; value: z.output<Schema> }[] = [];
  const refused: RefusedRow[] = [];
  values.value.forEach((value, row) => {
    if (value === unreadable) {
      refused.push({ row, code: 'malformed-json', reason: 'The line is not JSON.' });
      return;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) rows.push({ row, value: parsed.data });
    else {
      const faults = describeIssues(parsed.error).slice(0, 5);
      const reason = faults
        .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
        .join('; ');
      refused.push({ row, code: 'invalid', reason });
    }
  });
  return ok({ rows, refused });
}

const unreadable = Symbol('a line that is not JSON');

function readValues(request: FastifyRequest): Result<unknown[], Refusal> {
  if (request.headers['content-type']?.startsWith('application/x-ndjson') !== true) {
    const body = readJson(importRequestSchema, request.body);
    return body.ok ? ok(body.value.rows) : body;
  }
  const lines = bodyBytes(request.body)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length > IMPORT_MAX_ROWS) {
    return err(refusal('too-large', `Send at most ${IMPORT_MAX_ROWS} rows at a time.`));
  }
  return ok(
    lines.map((line): unknown => {
      try {
        return JSON.parse(line);
      } catch {
        return unreadable;
      }
    }),
  );
}
