import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type FaultProxy = {
  readonly url: string;
  /** From now on connections are cut when the hub answers: the hub has done the work, the till never hears of it. */
  loseAnswers: boolean;
  /** Answers lost so far. */
  lost: number;
};

/** A TCP proxy before the hub that can lose answers. */
export async function openFaultProxy(hubUrl: string): Promise<FaultProxy> {
  const hub = new URL(hubUrl);
  const sockets = new Set<Socket>();
  const server = createServer((till) => {
    const upstream = connect(Number(hub.port), hub.hostname);
    for (const socket of [till, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        till.destroy();
        upstream.destroy();
      });
    }
    till.pipe(upstream);
    upstream.on('data', (bytes) => {
      if (!proxy.loseAnswers) {
        till.write(bytes);
        return;
      }
      proxy.lost += 1;
      till.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswers: false,
    lost: 0,
  };
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return proxy;
}
