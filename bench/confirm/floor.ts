import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openRegister } from './register.ts';

/** What HTTP alone costs the same register on this machine. Milliseconds from the first byte sent to the last one read. */
export type Floor = {
  readonly echoMs: (body: unknown) => Promise<number>;
  /** The same with 4 KiB on the disk before the answer. */
  readonly durableMs: (body: unknown) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** `path`: a file it may write over. */
export async function openFloor(path: string): Promise<Floor> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'floor-server.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(createInterface(child.stdout), 'line');
  const register = openRegister(`http://127.0.0.1:${port}`, 'nobody-asks');
  return {
    echoMs: (body) => register.call('POST', '/echo', body),
    durableMs: (body) => register.call('POST', '/durable', body),
    close: async () => {
      register.close();
      child.kill();
      await once(child, 'exit');
    },
  };
}
