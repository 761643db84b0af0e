// The tills of the push benchmark, in a process of their own: what they take must not count as the hub's.
import { randomBytes } from 'node:crypto';
import { GENESIS_HASH } from '../../src/contracts/sync.ts';
import { systemClock } from '../../src/hub/system-ports.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { makeTillKeys, signerOf } from '../../src/sync/keys.ts';
import { createHttpTransport } from '../../src/sync/transport-http.ts';
import { batchesOf, saleOf } from './workload.ts';

export type TillsOrder = {
  readonly hubUrl: string;
  readonly managerToken: string;
  readonly tills: number;
  readonly operationsPerTill: number;
  readonly members: number;
  /** From one receipt's member to that of the next: 1 takes them in their order. */
  readonly stride: number;
  /** Operations of one push at most. */
  readonly most: number;
};
/** `pushMs`: how long each push took, as a till sees it. */
export type TillsWord =
  | { readonly word: 'ready'; readonly payloadBytes: number }
  | { readonly word: 'done'; readonly seconds: number; readonly pushMs: readonly number[] };

/** Resolves when it is sent: a long word would be cut off by the end of the process. */
const tell = (word: TillsWord): Promise<void> =>
  new Promise((resolve) => process.send?.(word, undefined, {}, () => resolve()));

async function codeOf(order: TillsOrder, till: string): Promise<string> {
  const response = await fetch(new URL('/v1/manage/enrol-codes', order.hubUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${order.managerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ store: 's1', till }),
  });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { code: string }).code;
}

async function makeTill(order: TillsOrder, index: number) {
  const keys = makeTillKeys();
  const code = await codeOf(order, `t${index}`);
  const about = { machine: 'bench', version: '0', clock: systemClock };
  const enrolled = await enrol(order.hubUrl, code, keys.publicKey, about);
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  const { chain, store, till, epoch, hubKeys } = enrolled.value;
  const operations = Array.from({ length: order.operationsPerTill }, (_unused, at) =>
    saleOf(
      { chain, store, till, epoch },
      at + 1,
      `m${((at * order.tills + index) * order.stride) % order.members}`,
    ),
  );
  const transport = createHttpTransport({
    ...{ hubUrl: order.hubUrl, chain, till, hubKeys, clock: systemClock, offsetMs: 0 },
    signer: signerOf(keys.privateKeyPem),
    random: { bytes: (length) => randomBytes(length) },
    timers: { after: () => () => {} },
  });
  return { epoch, transport, batches: batchesOf(operations, GENESIS_HASH, order.most) };
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

async function run(order: TillsOrder): Promise<void> {
  const tills = [];
  for (let index = 0; index < order.tills; index++) tills.push(await makeTill(order, index));
  const sizes = tills.flatMap(({ batches }) =>
    batches.flatMap(({ operations }) => operations.map(({ payload }) => Buffer.byteLength(payload))),
  );
  const go = new Promise((resolve) => process.once('message', resolve));
  await tell({ word: 'ready', payloadBytes: median(sizes) });
  await go;
  const pushMs: number[] = [];
  const startedMs = performance.now();
  await Promise.all(
    tills.map(async ({ epoch, transport, batches }) => {
      for (const batch of batches) {
        const sentMs = performance.now();
        const request = { protocol: 1, epoch, ...batch, leasesHeld: [] };
        const answer = await transport.push(request, new AbortController().signal);
        if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.detail}`);
        const refused = answer.value.verdicts.find((verdict) => verdict.verdict !== 'applied');
        if (refused !== undefined) throw new Error(JSON.stringify(refused));
        pushMs.push(performance.now() - sentMs);
      }
    }),
  );
  await tell({ word: 'done', seconds: (performance.now() - startedMs) / 1000, pushMs });
}

process.once('message', (order: TillsOrder) => {
  run(order).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
