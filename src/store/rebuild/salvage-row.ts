import type { Goods } from '../../contracts/goods.ts';
import { identifiersOf } from '../../contracts/member-identifiers.ts';
import type { MemberRecord, Operation } from '../../contracts/sync.ts';
import type { SqliteValue, SqliteWriter } from '../../sqlite/database.ts';
import { decodeIntake } from '../../sqlite/intake.ts';
import type { StoredRecord } from '../../sqlite/stored-records.ts';
import { writeGoods } from '../goods.ts';
import { isSettingName } from '../settings.ts';

/**
 * Puts a record found in a damaged file where it belongs, when it is whole. A record is told by the number and kinds of
 * its values and by what stands in them; entries of indexes look like none of these. False: nobody's.
 */
export function salvageRow(writer: SqliteWriter, record: StoredRecord): boolean {
  return kinds.some((kind) => kind(writer, record.values, record.rowId));
}

type Kind = (writer: SqliteWriter, values: readonly SqliteValue[], rowId: number | null) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const sha256 = /^[0-9a-f]{64}$/;

function parseObject(text: unknown): Record<string, unknown> | null {
  if (!isText(text) || !text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** What an operation says of itself; null when the text is no whole operation. */
export function readPayload(payload: string): Operation | null {
  const operation = parseObject(payload);
  const whole =
    operation !== null &&
    isText(operation.id) &&
    isText(operation.kind) &&
    isWhole(operation.epoch) &&
    isWhole(operation.sequence) &&
    typeof operation.body === 'object' &&
    operation.body !== null;
  return whole ? (operation as unknown as Operation) : null;
}

/** The payload says everything that the columns beside it say; of those only the hash is news. */
const journal: Kind = (writer, values) => {
  if (values.length !== 7) return false;
  const [epoch, sequence, , , atMs, payload, hash] = values;
  if (!isWhole(epoch) || !isWhole(sequence) || !isWhole(atMs) || !isText(payload) || !isText(hash))
    return false;
  const operation = readPayload(payload);
  if (operation === null) return false;
  writer.run(
    `INSERT OR IGNORE INTO journal (epoch, sequence, operation_id, member_id, at_ms, payload, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      operation.epoch,
      operation.sequence,
      operation.id,
      operation.body.member,
      isWhole(operation.clock?.wallMs) ? operation.clock.wallMs : atMs,
      payload,
      hash,
    ],
  );
  return true;
};

const setting: Kind = (writer, values) => {
  const [name, value] = values;
  if (values.length !== 2 || !isText(name) || !isText(value) || !isSettingName(name)) return false;
  try {
    JSON.parse(value);
  } catch {
    return false;
  }
  writer.run('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)', [name, value]);
  return true;
};

const contact: Kind = (writer, values, rowId) => {
  const [only, hubTimeMs, wallMs, monotonicMs, bootId] = values;
  if (values.length !== 5 || only !== null || rowId !== 1 || !isWhole(hubTimeMs) || !isWhole(wallMs))
    return false;
  if (typeof monotonicMs !== 'number' || !isText(bootId)) return false;
  writer.run(
    'INSERT OR IGNORE INTO contact (only, hub_time_ms, wall_ms, monotonic_ms, boot_id) VALUES (1, ?, ?, ?, ?)',
    [hubTimeMs, wallMs, monotonicMs, bootId],
  );
  return true;
};

const pack: Kind = (writer, values, rowId) => {
  const [number, activateAtMs, body] = values;
  if (values.length !== 3 || number !== null || rowId === null || !isWhole(activateAtMs) || !isText(body))
    return false;
  if (!isText(parseObject(body)?.manifest)) return false;
  writer.run('INSERT OR IGNORE INTO packs (number, activate_at_ms, body) VALUES (?, ?, ?)', [
    rowId,
    activateAtMs,
    body,
  ]);
  return true;
};

type MemberRow = Omit<MemberRecord, 'lots'>;

const member: Kind = (writer, values) => {
  const [id, record, asOfMs] = values;
  if (values.length !== 3 || !isText(id) || !isWhole(asOfMs)) return false;
  const parsed = parseObject(record) as MemberRow | null;
  if (parsed === null || parsed.id !== id || !Array.isArray(parsed.cards)) return false;
  putMember(writer, parsed, asOfMs);
  return true;
};

/** A member with cards and phone; lots come apart. */
export function putMember(writer: SqliteWriter, record: MemberRow, asOfMs: number): void {
  const taken = writer.run('INSERT OR IGNORE INTO members (id, record, as_of_ms) VALUES (?, ?, ?)', [
    record.id,
    JSON.stringify(record),
    asOfMs,
  ]);
  // Of an older version of the member somewhere in the file.
  if (taken === 0) return;
  for (const [kind, value] of identifiersOf(record)) {
    writer.run('INSERT OR IGNORE INTO identifiers (kind, value, member_id) VALUES (?, ?, ?)', [
      kind,
      value,
      record.id,
    ]);
  }
}

const lot: Kind = (writer, values) => {
  const [memberId, id, wallet, earnedAt, activeAt, expiresAt, points, remaining] = values;
  if (values.length !== 8 || !isText(memberId) || !isText(id) || !isText(wallet)) return false;
  if (!isText(earnedAt) || !isText(activeAt) || !isTextOrNull(expiresAt)) return false;
  if (!isWhole(points) || points < 0 || !isWhole(remaining)) return false;
  writer.run('INSERT OR IGNORE INTO lots VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [...values]);
  return true;
};

const goods: Kind = (writer, values) => {
  const [sku, body] = values;
  if (values.length !== 3 || !isText(sku) || !isText(values[2])) return false;
  const parsed = parseObject(body) as Goods | null;
  if (parsed === null || parsed.sku !== sku || !Array.isArray(parsed.barcodes)) return false;
  writeGoods(writer, parsed);
  return true;
};

const purchase: Kind = (writer, values) => {
  const [id, state, operationId, number, time, closedMs] = values;
  if (values.length !== 6 || !isText(id) || (state !== 'confirmed' && state !== 'cancelled')) return false;
  if (!isText(operationId) || !isTextOrNull(number) || !isTextOrNull(time) || !isWhole(closedMs))
    return false;
  writer.run('INSERT OR IGNORE INTO purchases VALUES (?, ?, ?, ?, ?, ?)', [...values]);
  return true;
};

const held: Kind = (writer, values) => {
  const [id, memberId, packNumber, cart, quote, openedMs, updatedMs] = values;
  if (values.length !== 9 || !isText(id) || !isTextOrNull(memberId)) return false;
  if (packNumber !== null && !isWhole(packNumber)) return false;
  if (parseObject(cart) === null || parseObject(quote) === null || !isWhole(openedMs) || !isWhole(updatedMs))
    return false;
  writer.run('INSERT OR IGNORE INTO held_receipts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', [...values]);
  return true;
};

const answer: Kind = (writer, values) => {
  const [operationId, bodyHash, text, memberId, atMs] = values;
  if (values.length !== 5 || !isText(operationId) || !isText(bodyHash)) return false;
  // Empty: of an operation whose answer was lost before.
  if (bodyHash !== '' && !sha256.test(bodyHash)) return false;
  if (parseObject(text) === null || !isTextOrNull(memberId) || !isWhole(atMs)) return false;
  writer.run('INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?)', [...values]);
  return true;
};

const printStates = new Set<unknown>(['queued', 'sending', 'sent', 'confirmed', 'unknown', 'failed']);
const printJob: Kind = (writer, values) => {
  const [id, purchaseId, memberId, state, reason, bytes, createdMs, updatedMs] = values;
  if (values.length !== 8 || !isText(id) || !isText(purchaseId) || !isTextOrNull(memberId)) return false;
  if (!printStates.has(state) || !isTextOrNull(reason) || !(bytes instanceof Uint8Array)) return false;
  if (!isWhole(createdMs) || !isWhole(updatedMs)) return false;
  writer.run('INSERT OR IGNORE INTO print_jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [...values]);
  return true;
};

const quarantined: Kind = (writer, values) => {
  const [id, source, stream, ...texts] = values;
  if (values.length !== 8 || id !== null || (source !== 'push' && source !== 'pull') || !isTextOrNull(stream))
    return false;
  const atMs = texts.pop();
  if (!texts.every(isText) || !isWhole(atMs)) return false;
  writer.run(
    'INSERT OR IGNORE INTO quarantine (source, stream, key, code, detail, body, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
    values.slice(1),
  );
  return true;
};

const personal: Kind = (writer, values) => {
  const [operationId, memberId, body] = values;
  if (values.length !== 3 || !isText(operationId) || !uuid.test(operationId) || !isText(memberId))
    return false;
  const data = parseObject(body);
  if (data === null || !isText(data.salt) || !isText(data.phone)) return false;
  writer.run('INSERT OR IGNORE INTO personal_data VALUES (?, ?, ?)', [...values]);
  return true;
};

/** Of what a sale left for later, what only it says. A page as it once was may have come with it: what is there stays. */
const ofSales = /^INSERT INTO (?=journal |purchases |answers )/;

/** What was booked last and had not found its place. */
const booked: Kind = (writer, values) => {
  const [slot, body] = values;
  if (values.length !== 2 || slot !== null || !(body instanceof Uint8Array)) return false;
  for (const { sql, parameters } of decodeIntake(body) ?? []) {
    const text = sql.replace(ofSales, 'INSERT OR IGNORE INTO ');
    if (text !== sql) writer.run(text, parameters);
  }
  return true;
};

const kinds: readonly Kind[] = [
  journal,
  lot,
  member,
  goods,
  answer,
  purchase,
  printJob,
  setting,
  contact,
  pack,
  held,
  quarantined,
  personal,
  booked,
];
