import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { pushLinesType, writePushLines } from '../contracts/push-lines.ts';
import type { PushRequest } from '../contracts/sync.ts';

/** A body with the headers that say what it is. */
export type RequestBody = {
  readonly content: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
};

export const jsonBody = (value: unknown): RequestBody => ({
  content: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** What fits in a packet or so gains nothing. */
const leastChars = 1_400;

/** The push as the hub takes it best: `formats` is what it said in an answer, null before its first. */
export async function pushBody(request: PushRequest, formats: string | null): Promise<RequestBody> {
  const lines = formats?.includes('lines') ? writePushLines(request) : null;
  if (lines === null) return jsonBody(request);
  const headers = { 'content-type': pushLinesType };
  if (lines.length < leastChars || !formats?.includes('zstd')) return { content: lines, headers };
  return {
    content: await promisify(zstdCompress)(lines, quick),
    headers: { ...headers, 'content-encoding': 'zstd' },
  };
}
