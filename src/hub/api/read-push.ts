import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { type Pushed, pushLinesType, readPushLines } from '../../contracts/push-lines.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { pushRequestSchema } from '../../contracts/sync.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { bodyBytes, readJson } from './read-body.ts';

/** One long receipt may be larger than a whole usual push, and JSON inside JSON doubles its quotes. */
export const pushBodyBytes = 8 * 1024 * 1024;

const decoders: Readonly<
  Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>
> = { zstd: promisify(zstdDecompress), gzip: promisify(gunzip) };

/** The push of a till whose signature was checked: as JSON or in lines, packed or not. */
export async function readPush({ headers, body }: FastifyRequest): Promise<Result<Pushed, Refusal>> {
  const bytes = await unpacked(headers['content-encoding'], bodyBytes(body));
  if (!bytes.ok) return bytes;
  if (!headers['content-type']?.startsWith(pushLinesType)) return readJson(pushRequestSchema, bytes.value);
  const read = readPushLines(bytes.value);
  return typeof read === 'string' ? err(refusal('malformed-json', read)) : ok(read);
}

async function unpacked(coding: string | undefined, body: Buffer): Promise<Result<Buffer, Refusal>> {
  if (coding === undefined || coding === 'identity') return ok(body);
  const decode = decoders[coding];
  if (decode === undefined) {
    return err(refusal('malformed-json', 'Pushes are sent as they are, or packed with zstd or gzip.'));
  }
  try {
    return ok(await decode(body, { maxOutputLength: pushBodyBytes }));
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return err(
      isLarge
        ? refusal('too-large', 'The push is larger than this address takes.')
        : refusal('malformed-json', `The push is not ${coding}.`),
    );
  }
}
