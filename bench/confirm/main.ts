import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRawWrite } from './raw-write.ts';
import { benchCart } from './shop.ts';

// Quote and confirm over HTTP beside the bare disk, one after the other in the same run.
// `node bench/confirm/main.ts [rounds]`; writes bench/results/confirm.json and .md.

const rounds = Number(process.argv[2] ?? 1000);
const warmUpRounds = Math.ceil(rounds / 5);
const token = randomBytes(32).toString('base64url');
const connections = new Agent({ keepAlive: true, maxSockets: 1 });

type Figures = { readonly p50: number; readonly p90: number; readonly p99: number };
function figures(timesMs: readonly number[]): Figures {
  const sorted = [...timesMs].sort((one, other) => one - other);
  const at = (share: number): number =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 1000) / 1000;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

function call(
  port: number,
  method: string,
  path: string,
  body: unknown,
): Promise<{ ms: number; text: string }> {
  const bytes = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    const outgoing = request(
      {
        agent: connections,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': bytes.length,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (incoming.statusCode === 200) resolve({ ms: performance.now() - startMs, text });
          else reject(new Error(text));
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

async function startAgent(path: string): Promise<{ port: number; process: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'agent.ts'), path, token], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(line.toString('utf8').trim()), process: child };
}

async function measure(folder: string, lines: number) {
  const agent = await startAgent(join(folder, `till-${lines}.db`));
  const raw = openRawWrite(join(folder, `raw-${lines}.bin`));
  const times = { raw: [] as number[], quote: [] as number[], confirm: [] as number[] };
  for (let index = 0; index < warmUpRounds + rounds; index += 1) {
    const path = `/v1/receipts/P-${index}`;
    const cart = benchCart(lines, index);
    const rawMs = raw.onceMs();
    const quote = await call(agent.port, 'PUT', path, cart);
    const confirm = await call(agent.port, 'POST', `${path}/confirm`, {
      operationId: randomUUID(),
      fiscal: { number: String(index), time: cart.at },
      tenders: [],
    });
    if (index < warmUpRounds) continue;
    times.raw.push(rawMs);
    times.quote.push(quote.ms);
    times.confirm.push(confirm.ms);
  }
  raw.close();
  agent.process.kill();
  await once(agent.process, 'exit');
  const confirm = figures(times.confirm);
  const bare = figures(times.raw);
  const ratio = Math.round((confirm.p50 / bare.p50) * 10) / 10;
  return { lines, raw: bare, quote: figures(times.quote), confirm, confirmToRaw: ratio };
}

const folder = mkdtempSync(join(tmpdir(), 'kopilka-confirm-'));
const results: Awaited<ReturnType<typeof measure>>[] = [];
for (const lines of [5, 30, 200]) results.push(await measure(folder, lines));
rmSync(folder, { recursive: true });

const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`;
const row = ({ p50, p90, p99 }: Figures): string => `${p50} / ${p90} / ${p99}`;
const table = [
  '# Quote and confirm over HTTP',
  '',
  `${machine}; ${rounds} receipts a row; ms as p50 / p90 / p99. Raw: 4 KiB overwritten + fdatasync, in the same run.`,
  '',
  '| lines | raw | quote | confirm | confirm p50 / raw p50 |',
  '|---|---|---|---|---|',
  ...results.map(
    (one) =>
      `| ${one.lines} | ${row(one.raw)} | ${row(one.quote)} | ${row(one.confirm)} | ${one.confirmToRaw} |`,
  ),
  '',
].join('\n');
const target = join(import.meta.dirname, '../results');
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'confirm.json'), `${JSON.stringify({ machine, rounds, results }, null, 2)}\n`);
writeFileSync(join(target, 'confirm.md'), table);
console.log(table);
