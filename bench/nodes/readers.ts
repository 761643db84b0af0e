// Readers of members: each asks over a line of its own, as soon as the last answer is there. Written to bare sockets, so that the
// readers themselves take little of the processors they share with the hubs.
import { connect } from 'node:net';

export type ReadersOrder = {
  readonly urls: readonly string[];
  readonly token: string;
  readonly members: number;
  readonly lines: number;
  readonly forMs: number;
};
export type ReadersWord = { readonly reads: number; readonly cpuMs: number; readonly seconds: number };

function readAll({ urls, token, members, lines, forMs }: ReadersOrder): Promise<number> {
  let reads = 0;
  const endMs = performance.now() + forMs;
  const line = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(urls[index % urls.length] ?? '');
      const socket = connect(Number(port), hostname);
      const ask = (): void => {
        const member = `m${(reads * 7919 + index) % members}`;
        socket.write(
          `GET /v1/manage/members/${member} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n\r\n`,
        );
      };
      let got = '';
      socket.on('connect', ask).on('error', reject);
      socket.on('data', (data) => {
        got += data.toString('latin1');
        const head = got.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(got)?.[1] ?? Number.NaN);
        if (head === -1 || got.length < head + 4 + length) return;
        if (!got.startsWith('HTTP/1.1 200')) return reject(new Error(got));
        got = '';
        reads += 1;
        if (performance.now() < endMs) return ask();
        socket.end();
        resolve();
      });
    });
  return Promise.all(Array.from({ length: lines }, (_, index) => line(index))).then(() => reads);
}

process.on('message', async (order: ReadersOrder) => {
  const [before, startedMs] = [process.cpuUsage(), performance.now()];
  const reads = await readAll(order);
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedMs) / 1000;
  process.send?.({ reads, cpuMs: (user + system) / 1000, seconds } satisfies ReadersWord);
});
process.send?.('ready');
