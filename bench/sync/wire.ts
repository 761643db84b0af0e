// What pushes and pages weigh on the line: as JSON, and as till and hub send them to each other.
import { randomBytes, randomInt } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { pushFormats, writePushLines } from '../../src/contracts/push-lines.ts';
import { GENESIS_HASH, type Operation, type PushRequest } from '../../src/contracts/sync.ts';
import { jsonBody, pushBody } from '../../src/sync/push-body.ts';
import { batchesOf, saleOf } from './workload.ts';

export type WireRow = {
  readonly name: string;
  readonly json: number;
  readonly zstd: number;
  readonly gzip: number;
};

const till = { chain: 'bench', store: 's1', till: 't1', epoch: 1 };
const syllables = [
  'ба',
  'ве',
  'го',
  'ди',
  'жу',
  'ка',
  'ло',
  'ми',
  'ну',
  'пи',
  'ра',
  'сы',
  'то',
  'фе',
  'хо',
  'ча',
];
const word = (): string => Array.from({ length: randomInt(2, 5) }, () => syllables[randomInt(16)]).join('');

/** The sale with goods of its own: real receipts are less alike than those of the benchmark. */
function withOtherGoods(operation: Operation): Operation {
  if (operation.kind !== 'purchase') return operation;
  const { receipt } = operation.body;
  const lines = receipt.lines.map((line) => ({
    ...line,
    sku: String(randomInt(4_600_000_000_000, 4_700_000_000_000)),
    name: `${word()} ${word()}, ${randomInt(100, 999)} г`,
    price: randomInt(1_000, 90_000),
  }));
  return { ...operation, body: { ...operation.body, receipt: { ...receipt, lines } } };
}

function pushOf(sales: number, change: (operation: Operation) => Operation): PushRequest {
  const operations = Array.from({ length: sales }, (_, index) =>
    change(saleOf(till, index + 1, `m${randomInt(1_000_000)}`)),
  );
  const [batch] = batchesOf(operations, GENESIS_HASH);
  if (batch === undefined) throw new Error('a push has operations');
  return { protocol: 1, epoch: 1, ...batch, leasesHeld: [] };
}

async function rowOfPush(name: string, request: PushRequest): Promise<WireRow> {
  return {
    name,
    json: Buffer.byteLength(jsonBody(request).content),
    zstd: (await pushBody(request, pushFormats)).content.length,
    gzip: gzipSync(writePushLines(request) ?? '', { level: 1 }).length,
  };
}

/** A page of a stream as a till pulls it, of members with a card, a phone and a lot. */
function pageOfMembers(members: number): string {
  const changes = Array.from({ length: members }, (_, index) => ({
    cursor: index + 1,
    key: `m${index}`,
    body: {
      ...{ id: `m${index}`, state: 'active', firstName: word(), phoneHash: randomBytes(32).toString('hex') },
      ...{
        phoneLast4: String(randomInt(1000, 9999)),
        cards: [String(2_000_000_000_000 + randomInt(1e9))],
        tier: 'bronze',
      },
      ...{
        joinedAt: '2025-01-01',
        birthday: null,
        segments: [],
        clubs: [],
        choices: {},
        used: {},
        stamps: {},
      },
      ...{ spendMinor: randomInt(1e6), purchases: randomInt(50) },
      lots: [
        {
          ...{ id: `opening:m${index}:main`, wallet: 'main', earnedAt: '2025-01-01T00:00:00.000Z' },
          ...{
            activeAt: '2025-01-01T00:00:00.000Z',
            expiresAt: null,
            points: 300,
            remaining: randomInt(300),
          },
        },
      ],
    },
  }));
  return JSON.stringify({ stream: 'members', changes });
}

/** Bytes; random content, so that they differ a little from run to run. */
export async function weighWire(): Promise<WireRow[]> {
  const page = pageOfMembers(500);
  return [
    await rowOfPush(
      'a push of 90 receipts of the benchmark',
      pushOf(90, (sale) => sale),
    ),
    await rowOfPush('a push of 90 receipts of all kinds of goods', pushOf(90, withOtherGoods)),
    await rowOfPush('a push of one receipt', pushOf(1, withOtherGoods)),
    {
      name: 'a page of 500 members',
      json: Buffer.byteLength(page),
      zstd: zstdCompressSync(page, {}).length,
      gzip: gzipSync(page, { level: 1 }).length,
    },
  ];
}
