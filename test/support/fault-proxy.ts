import { createHash } from 'node:crypto';
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

// A network that goes wrong, before any number of hub nodes. It speaks HTTP because only who knows where a request ends
// can bring it twice, or behind a later one.

/**
 * What happens to one request. `late`: the till hears nothing and gives up, the request arrives behind its later ones.
 * `twice`: it arrives twice, at different nodes, and either answer comes back.
 */
export const networkFaults = [
  'slow',
  'request-lost',
  'request-cut',
  'answer-lost',
  'answer-cut',
  'twice',
  'late',
  'no-node',
] as const;
export type NetworkFault = (typeof networkFaults)[number];

export type FaultProxy = {
  readonly url: string;
  /** Percent of requests that go wrong; 0: none. */
  faultsPercent: number;
  /** Tills whose line is dead altogether. */
  readonly cutOff: Set<string>;
  /** How often each fault was made, and how many requests came. */
  readonly made: Map<NetworkFault, number>;
  requests: number;
  /** Pushes that a node has answered and whose till never heard of it. */
  unheardPushes: number;
  /** Faults of the first `count` requests of a till, in their order: the same for the same seed. */
  readonly planOf: (till: string, count: number) => readonly (NetworkFault | null)[];
  /** Ends the requests that are still to arrive late, and the lines. */
  readonly close: () => Promise<void>;
};

type Taken = {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** Longest pauses of `slow` and `late` requests, milliseconds. */
export type FaultPauses = { readonly slowMs: number; readonly lateMs: number };
const usualPauses: FaultPauses = { slowMs: 1_500, lateMs: 2_500 };

/**
 * Numbers of one request, from the seed, its till and how many came before: whatever the others do. The first two say
 * whether and how it goes wrong, the third how much.
 */
function chancesOf(seed: number, till: string, index: number): [number, number, number] {
  const bytes = createHash('sha256').update(`${seed} ${till} ${index}`).digest();
  const unit = (at: number): number => bytes.readUInt32LE(at) / 2 ** 32;
  return [unit(0), unit(4), unit(8)];
}

const faultOf = (seed: number, till: string, index: number, percent: number): NetworkFault | null => {
  const [whether, which] = chancesOf(seed, till, index);
  if (whether * 100 >= percent) return null;
  return networkFaults[Math.floor(which * networkFaults.length)] ?? null;
};

/** Brings requests to the next node that answers; `nodes` are their addresses now. Close it when the test is over. */
export async function openFaultProxy(
  nodes: () => readonly string[],
  seed: number,
  { slowMs, lateMs } = usualPauses,
): Promise<FaultProxy> {
  const requestsOf = new Map<string, number>();
  const ending = new AbortController();
  let turn = 0;

  /** The node that answers first from `turn` on; null: none does. */
  async function reach(taken: Taken, turnOfIt: number): Promise<IncomingMessage | null> {
    const all = nodes();
    for (let tries = 0; tries < all.length; tries += 1) {
      const node = all[(turnOfIt + tries) % all.length];
      if (node === undefined) continue;
      const answer = await ask(new URL(taken.target, node), taken);
      if (answer !== 'refused') return answer;
    }
    return null;
  }
  const answerOf = async (taken: Taken, turnOfIt: number): Promise<Answer | null> => {
    const incoming = await reach(taken, turnOfIt);
    if (incoming === null) return null;
    const body = await bytesOf(incoming);
    return { status: incoming.statusCode ?? 502, headers: incoming.headers, body };
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const till = String(incoming.headers['x-kopilka-till'] ?? '');
    const drop = (): void => void incoming.socket.destroy();
    if (proxy.cutOff.has(till)) return drop();
    const taken: Taken = {
      method: incoming.method ?? 'GET',
      target: incoming.url ?? '/',
      headers: incoming.headers,
      body: await bytesOf(incoming),
    };
    const index = requestsOf.get(till) ?? 0;
    requestsOf.set(till, index + 1);
    proxy.requests += 1;
    const turnOfIt = turn++;
    const fault = till === '' ? null : faultOf(seed, till, index, proxy.faultsPercent);
    const [, , amount] = chancesOf(seed, till, index);
    if (fault !== null) proxy.made.set(fault, (proxy.made.get(fault) ?? 0) + 1);
    // A doorbell never ends: its faults are that it never opens or breaks off.
    if (taken.target.startsWith('/v1/doorbell')) return ring(taken, outgoing, fault, amount, turnOfIt);
    if (fault === 'request-lost') return drop();
    if (fault === 'no-node') return refuse(outgoing);
    if (fault === 'request-cut') {
      const node = nodes()[turnOfIt % Math.max(1, nodes().length)];
      if (node !== undefined) sendCut(new URL(taken.target, node), taken, amount);
      return drop();
    }
    if (fault === 'late') {
      drop();
      await pause(Math.ceil(amount * lateMs), null, { signal: ending.signal });
      await answerOf(taken, turnOfIt);
      return;
    }
    if (fault === 'slow') await pause(Math.ceil(amount * slowMs), null, { signal: ending.signal });
    const answers =
      fault === 'twice'
        ? await Promise.all([answerOf(taken, turnOfIt), answerOf(taken, turnOfIt + 1)])
        : [await answerOf(taken, turnOfIt)];
    if (fault?.startsWith('answer') && taken.target === '/v1/push') proxy.unheardPushes += 1;
    if (fault === 'answer-lost') return drop();
    const answer = answers[Math.floor(amount * answers.length)] ?? null;
    if (answer === null) return refuse(outgoing);
    outgoing.writeHead(answer.status, endToEnd(answer.headers));
    if (fault !== 'answer-cut') outgoing.end(answer.body);
    else outgoing.write(answer.body.subarray(0, Math.floor(amount * answer.body.length)), drop);
  }

  async function ring(
    taken: Taken,
    outgoing: ServerResponse,
    fault: NetworkFault | null,
    amount: number,
    turnOfIt: number,
  ): Promise<void> {
    if (fault === 'request-lost' || fault === 'request-cut') return void outgoing.socket?.destroy();
    const answer = await reach(taken, turnOfIt);
    if (answer === null) return refuse(outgoing);
    outgoing.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
    const end = (): void => {
      outgoing.destroy();
      answer.destroy();
    };
    answer.on('error', end);
    answer.on('close', end);
    outgoing.on('close', end);
    answer.pipe(outgoing);
    if (fault !== null) setTimeout(end, amount * 10_000).unref();
  }

  const server = createServer((incoming, outgoing) => {
    incoming.on('error', () => {});
    outgoing.on('error', () => {});
    // Whatever breaks between here and a node breaks the till's line too.
    serve(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faultsPercent: 0,
    cutOff: new Set(),
    made: new Map(),
    requests: 0,
    unheardPushes: 0,
    planOf: (till, count) =>
      Array.from({ length: count }, (_, index) => faultOf(seed, till, index, proxy.faultsPercent)),
    async close() {
      ending.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

/** What balancers answer when no node does. */
function refuse(outgoing: ServerResponse): void {
  outgoing.writeHead(503, { 'content-type': 'text/html' });
  outgoing.end('<html><body>503 Service Unavailable</body></html>');
}

const hopByHop: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);
const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The head of a node's answer; `refused`: nobody listens there. Rejects when the line breaks in between. */
function ask(url: URL, { method, headers, body }: Taken): Promise<IncomingMessage | 'refused'> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers: endToEnd(headers), agent: false }, resolve);
    outgoing.on('error', (error) =>
      'code' in error && error.code === 'ECONNREFUSED' ? resolve('refused') : reject(error),
    );
    outgoing.end(body.length === 0 ? undefined : body);
  });
}

/** Sends a part of a request and breaks the line. */
function sendCut(url: URL, { method, headers, body }: Taken, share: number): void {
  const outgoing = httpRequest(url, { method, headers: endToEnd(headers), agent: false });
  outgoing.on('error', () => {});
  if (body.length === 0) outgoing.flushHeaders();
  const end = (): void => void outgoing.destroy();
  outgoing.write(body.subarray(0, Math.floor(share * body.length)), end);
}
