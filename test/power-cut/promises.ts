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
const pushedOperation = /\\"id\\":\\"([0-9a-f-]{36})\\"/g;
const printJob = /"type":"print","jobId":"([0-9a-f-]{36})"/g;

/** Takes note of what leaves the agent. */
export function listen(promises: Promises, event: DiskEvent): void {
  if (event.kind !== 'socket') return;
  const text = event.bytes.toString('utf8');
  if (text.startsWith('HTTP/1.1')) {
    const [, operationId] = answeredOperation.exec(text) ?? [];
    if (operationId !== undefined) promises.answered.add(operationId);
    return;
  }
  for (const [, id = ''] of text.matchAll(pushedOperation)) promises.pushed.add(id);
  for (const [, id = ''] of text.matchAll(printJob)) promises.handedOut.add(id);
}
