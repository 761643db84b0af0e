import { createServer } from 'node:net';
import type { Sentence } from '../../contracts/sentence.ts';
import { CommandFailure } from '../command.ts';
import { startWords } from './words.ts';

/** Whether a loopback port can be bound now. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** A port number from a command line; 0 lets the system choose one. */
export function readPort(text: string, option: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CommandFailure({
      ru: `--${option}: нужен номер порта от 0 до 65535, а не «${text}».`,
      en: `--${option} must be a port number from 0 to 65535, not "${text}".`,
    });
  }
  return port;
}

export type WantedPort = { readonly port: number; readonly option: string; readonly purpose: Sentence };

/** Refuses with a sentence that names the port, what it is for and how to choose another one. */
export async function requireFreePorts(wanted: readonly WantedPort[]): Promise<void> {
  const chosen = new Map<number, WantedPort>();
  for (const one of wanted) {
    const { port, option, purpose } = one;
    const other = chosen.get(port);
    if (port !== 0 && other !== undefined) {
      throw new CommandFailure(startWords.samePort(option, other.option, port));
    }
    chosen.set(port, one);
    if (port !== 0 && !(await isFree(port))) {
      throw new CommandFailure(startWords.portTaken(port, purpose, option));
    }
  }
}
