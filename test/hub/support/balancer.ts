import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What stands before several hub nodes: every new connection goes to the next one that answers. */
export async function openBalancer(nodes: () => readonly string[]): Promise<{ readonly url: string }> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((caller) => {
    open.add(caller);
    caller.on('close', () => open.delete(caller));
    caller.on('error', () => {});
    const [...ports] = nodes().map((url) => Number(new URL(url).port));
    const start = turn++;
    const tryNode = (tries: number): void => {
      const port = ports[(start + tries) % ports.length];
      if (tries >= ports.length || port === undefined) {
        caller.destroy();
        return;
      }
      const node = connect(port, '127.0.0.1');
      node.once('error', () => tryNode(tries + 1));
      node.once('connect', () => {
        node.removeAllListeners('error');
        node.on('error', () => caller.destroy());
        node.on('close', () => caller.destroy());
        caller.on('close', () => node.destroy());
        caller.pipe(node).pipe(caller);
      });
    };
    tryNode(0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
