import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { fits } from './fits.ts';
import { journalEntrySchema, PUSH_MAX_OPERATIONS, type PushRequest, pushRequestSchema } from './sync.ts';

/** In every answer of a hub to a till: which bodies of pushes it takes beside plain JSON. Absent from older hubs. */
export const pushFormatsHeader = 'x-kopilka-push';
/** The body in lines, and content codings (RFC 9110) of it. A signature is over the bytes as they are sent. */
export const pushFormats = 'lines, zstd, gzip';
/** Media type of a push in lines. */
export const pushLinesType = 'application/x-ndjson';

const headSchema = z.strictObject({
  ...pushRequestSchema.shape,
  operations: z.array(journalEntrySchema.omit({ payload: true })).max(PUSH_MAX_OPERATIONS),
});
const isHead = fits(headSchema);
const lineFeed = 10;

/** A push whose payloads may still be at hand as the bytes they came as: what hashes are made of. */
export type Pushed = Omit<PushRequest, 'operations'> & {
  readonly operations: readonly (PushRequest['operations'][number] & { readonly bytes?: Uint8Array })[];
};

/**
 * A push in lines: the request without payloads as JSON, then each payload as it is. Nothing is quoted twice, and the hub hashes
 * what it got. Null where a payload has lines of its own; canonical JSON has none.
 */
export function writePushLines({ operations, ...head }: PushRequest): string | null {
  if (operations.some(({ payload }) => payload.includes('\n'))) return null;
  const first = { ...head, operations: operations.map(({ sequence, hash }) => ({ sequence, hash })) };
  return [JSON.stringify(first), ...operations.map(({ payload }) => payload)].join('\n');
}

/** The push that `writePushLines` wrote; a sentence that says what is wrong otherwise. */
export function readPushLines(body: Buffer): Pushed | string {
  // Else the text that is kept would not be the one that was hashed.
  if (!isUtf8(body)) return 'The push is not UTF-8.';
  const end = body.indexOf(lineFeed);
  const head = readHead(body.toString('utf8', 0, end === -1 ? body.length : end));
  if (typeof head === 'string') return head;
  let from = end === -1 ? body.length + 1 : end + 1;
  const operations: Pushed['operations'][number][] = [];
  for (const { sequence, hash } of head.operations) {
    if (from > body.length) return 'The push has fewer lines than its first one says.';
    const next = body.indexOf(lineFeed, from);
    const bytes = body.subarray(from, next === -1 ? body.length : next);
    operations.push({ sequence, hash, payload: bytes.toString('utf8'), bytes });
    from = next === -1 ? body.length + 1 : next + 1;
  }
  return from <= body.length ? 'The push has more lines than its first one says.' : { ...head, operations };
}

function readHead(line: string): z.output<typeof headSchema> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'The first line of the push is not JSON.';
  }
  if (isHead(value)) return value;
  const parsed = headSchema.safeParse(value);
  return parsed.success ? parsed.data : 'The first line of the push is not one of a push.';
}
