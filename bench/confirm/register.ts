import { Agent, request } from 'node:http';

/** A register's calls over one connection that stays open. */
export type Register = {
  /** Milliseconds from the first byte sent to the last one read. Rejects on any answer but 200. */
  readonly call: (method: string, path: string, body: unknown) => Promise<number>;
  readonly close: () => void;
};

export function openRegister(url: string, token: string): Register {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(url);
  return {
    close: () => agent.destroy(),
    call(method, path, body) {
      const bytes = Buffer.from(JSON.stringify(body));
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': bytes.length,
      };
      return new Promise((resolve, reject) => {
        const startMs = performance.now();
        const outgoing = request({ agent, host: hostname, port, method, path, headers }, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => {
            if (incoming.statusCode === 200) resolve(performance.now() - startMs);
            else reject(new Error(Buffer.concat(chunks).toString('utf8')));
          });
        });
        outgoing.on('error', reject);
        outgoing.end(bytes);
      });
    },
  };
}
