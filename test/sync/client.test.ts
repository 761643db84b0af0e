import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JournalEntry, PullResult, PushResult, Stream } from '../../src/contracts/sync.ts';
import { createSyncClient } from '../../src/sync/client.ts';
import { createEventReader } from '../../src/sync/event-stream.ts';
import { makeTillKeys, signerOf } from '../../src/sync/keys.ts';
import type { Contact, SyncStore } from '../../src/sync/ports.ts';
import { createHttpTransport } from '../../src/sync/transport-http.ts';

const silentLog = { info: () => {}, warn: () => {}, error: () => {} };
const clock = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };
/** Always the middle of the range. */
const random = { bytes: (length: number) => new Uint8Array(length).fill(128) };

/** A real HTTP server that answers as a test wants. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The store port over plain memory. */
function memoryStore(operations: JournalEntry[]): SyncStore & { settled: PushResult[] } {
  const cursors = new Map<Stream, number>();
  let contact: Contact | null = null;
  const settled: PushResult[] = [];
  return {
    settled,
    outbox: (maxOperations) => ({
      epoch: 1,
      previousHead: '0'.repeat(64),
      lastSequence: operations.length,
      operations: operations.slice(0, maxOperations),
    }),
    settle(result) {
      settled.push(result);
      return { acknowledged: operations.splice(0).length, quarantined: 0 };
    },
    isWaiting: () => operations.length > 0,
    reconcile: () => ({ requeued: 0 }),
    noteRefusal: () => {},
    heedGeneration: () => false,
    stagedPack: () => 0,
    cursor: (stream) => cursors.get(stream) ?? 0,
    apply(result: PullResult) {
      cursors.set(result.stream, result.cursor);
      return { applied: result.changes.length, quarantined: 0 };
    },
    recordContact: (next) => {
      contact = next;
    },
    lastContact: () => contact,
  };
}

type Delay = { delayMs: number; action: () => void };

function connect(hubUrl: string, operations: JournalEntry[] = [], lull?: () => Promise<boolean>) {
  const armed: Delay[] = [];
  const timers = {
    after(delayMs: number, action: () => void) {
      const delay = { delayMs, action };
      armed.push(delay);
      return () => {
        const index = armed.indexOf(delay);
        if (index >= 0) armed.splice(index, 1);
      };
    },
  };
  const store = memoryStore(operations);
  const transport = createHttpTransport({
    hubUrl,
    chain: 'bakery',
    till: 't1',
    hubKeys: [{ id: 'hub-1', publicKey: makeTillKeys().publicKey }],
    signer: signerOf(makeTillKeys().privateKeyPem),
    clock,
    random,
    timers,
    offsetMs: null,
  });
  const client = createSyncClient({
    store,
    transport,
    clock,
    random,
    timers,
    lull,
    onStatus: () => {},
    onApplied: () => {},
    log: silentLog,
  });
  onTestFinished(() => client.stop());
  const fire = (): void => {
    const next = armed.shift();
    next?.action();
  };
  return { client, store, armed, fire };
}

async function until(name: string, condition: () => boolean): Promise<void> {
  const endMs = performance.now() + 5000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`waited in vain until ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const entry: JournalEntry = { sequence: 1, payload: '{}', hash: 'a'.repeat(64) };

describe('the sync client', () => {
  it('doubles its pause while the hub is unreachable', async () => {
    const { client, armed, fire } = connect('http://127.0.0.1:9');
    client.start();
    const pauses: number[] = [];
    for (let round = 0; round < 4; round++) {
      await until('a retry is armed', () => armed.length === 1);
      pauses.push(armed[0]?.delayMs ?? 0);
      fire();
    }
    expect(pauses.map((ms) => Math.round(ms / 100))).toEqual([5, 10, 20, 40]);
    expect(client.status()).toMatchObject({ connected: false, problem: { code: 'unreachable' } });
  });

  it('waits as long as Retry-After asks', async () => {
    const hubUrl = await serve((_request, response) => {
      response.writeHead(503, { 'retry-after': '42', 'content-type': 'application/problem+json' });
      response.end('{"code":"unavailable","detail":"Later."}');
    });
    const { client, armed } = connect(hubUrl);
    client.start();
    await until('a retry is armed', () => armed.length === 1);
    expect(Math.floor((armed[0]?.delayMs ?? 0) / 1000)).toBe(42);
    expect(client.status().problem).toEqual({ code: 'unavailable', detail: 'Later.' });
  });

  it('keeps its operations when the answer is of a stranger', async () => {
    const answers: Record<string, string> = {
      'no JSON': '<html>Log in to the Wi-Fi</html>',
      'no answer of a hub': '{"hello":"world"}',
      'a head that the hub did not sign': JSON.stringify({
        verdicts: [{ sequence: 1, verdict: 'applied', code: null, detail: null }],
        head: 'a'.repeat(64),
        headSequence: 1,
        headSignature: Buffer.alloc(64).toString('base64'),
        keyId: 'hub-1',
        hubTimeMs: Date.now(),
      }),
    };
    const codes: string[] = [];
    for (const body of Object.values(answers)) {
      const hubUrl = await serve((_request, response) => response.end(body));
      const { client, store, armed } = connect(hubUrl, [entry]);
      client.start();
      await until('a retry is armed', () => armed.length === 1);
      expect(store.settled).toHaveLength(0);
      expect(store.lastContact()).toBeNull();
      codes.push(client.status().problem?.code ?? 'none');
    }
    expect(codes).toEqual(['unreachable', 'unreachable', 'forged-answer']);
  });

  it('does little at once while somebody is served', async () => {
    const sizes: number[] = [];
    const hubUrl = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { operations } = JSON.parse(Buffer.concat(chunks).toString()) as { operations: unknown[] };
        sizes.push(operations.length);
        response.writeHead(503).end();
      });
    });
    for (const isLull of [true, false]) {
      const waiting = Array.from({ length: 40 }, (_, index) => ({ ...entry, sequence: index + 1 }));
      const { client, armed } = connect(hubUrl, waiting, async () => isLull);
      client.start();
      await until('a retry is armed', () => armed.length === 1);
    }
    expect(sizes).toEqual([40, 16]);
  });

  it('does not send its requests on to another address', async () => {
    let visits = 0;
    const elsewhere = await serve((_request, response) => {
      visits += 1;
      response.end('{}');
    });
    const hubUrl = await serve((_request, response) => {
      response.writeHead(307, { location: elsewhere });
      response.end();
    });
    const { client, armed } = connect(hubUrl, [entry]);
    client.start();
    await until('a retry is armed', () => armed.length === 1);
    expect(visits).toBe(0);
  });

  it('stops while an answer is outstanding and forgets it', async () => {
    let asked = false;
    const hubUrl = await serve(() => {
      asked = true;
    });
    const { client, armed } = connect(hubUrl, [entry]);
    client.start();
    await until('the hub is asked', () => asked);
    await client.stop();
    expect(client.status().state).toBe('stopped');
    expect(armed).toHaveLength(0);
  });
});

describe('the event reader', () => {
  it('puts events together from any pieces and skips comments', () => {
    const text = ': hi\n\nevent: moved\ndata: {"a":1}\n\ndata: x\r\ndata: y\r\n\r\n';
    for (let size = 1; size <= text.length; size++) {
      const read = createEventReader();
      const events: string[] = [];
      for (let at = 0; at < text.length; at += size) events.push(...read(text.slice(at, at + size)));
      expect(events).toEqual(['{"a":1}', 'x\ny']);
    }
  });

  it('refuses a line without an end', () => {
    const read = createEventReader();
    expect(() => {
      for (let chunk = 0; chunk < 100; chunk++) read('x'.repeat(1000));
    }).toThrow(RangeError);
  });
});
