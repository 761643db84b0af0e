import { zstdDecompressSync } from 'node:zlib';
import type { DiskEvent } from './trace.ts';

/** What others have heard of the agent so far, by the bytes that left it. */
export type Promises = {
  /** Writing calls answered with 200: ids of operations. */
  readonly answered: Set<string>;
  /** Operations that were sent to the hub. */
  readonly pushed: Set<string>;
  /** Slips that were handed to the printer: ids of print jobs. */
  readonly handedOut: Set<string>;
};

export const noPromises = (): Promises => ({ answered: new Set(), pushed: new Set(), handedOut: new Set() });

const answeredOperation = /^HTTP\/1\.1 200[\s\S]*?"operationId":"([0-9a-f-]{36})"/;
const printJob = /"type":"print","jobId":"([0-9a-f-]{36})"/g;
/** In a body of plain JSON, where each operation is a text in it. */
const quotedOperation = /\\"id\\":\\"([0-9a-f-]{36})\\"/g;

/** Ids of the operations of a push, whose head and body leave in one write: JSON, or lines, which may be packed. */
function pushedOperations(request: Buffer): string[] {
  const headEnd = request.indexOf('\r\n\r\n');
  const head = request.toString('latin1', 0, headEnd);
  const sent = request.subarray(headEnd + 4);
  const body = (/^content-encoding: zstd/im.test(head) ? zstdDecompressSync(sent) : sent).toString('utf8');
  if (!/^content-type: application\/x-ndjson/im.test(head))
    return [...body.matchAll(quotedOperation)].map(([, id = '']) => id);
  const [, ...operations] = body.split('\n');
  return operations.map((line) => (JSON.parse(line) as { id: string }).id);
}

/** Takes note of what leaves the agent. */
export function listen(promises: Promises, event: DiskEvent): void {
  if (event.kind !== 'socket') return;
  const text = event.bytes.toString('utf8');
  if (text.startsWith('HTTP/1.1')) {
    const [, operationId] = answeredOperation.exec(text) ?? [];
    if (operationId !== undefined) promises.answered.add(operationId);
  } else if (text.startsWith('POST /v1/push ')) {
    for (const id of pushedOperations(event.bytes)) promises.pushed.add(id);
  } else {
    for (const [, id = ''] of text.matchAll(printJob)) promises.handedOut.add(id);
  }
}
