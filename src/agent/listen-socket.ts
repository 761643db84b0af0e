import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Sentence } from '../contracts/sentence.ts';

/** The socket cannot be ours; the sentence says why, and what to do. */
export class SocketTaken extends Error {
  readonly sentence: Sentence;

  constructor({ ru, en }: Sentence) {
    super(en);
    this.sentence = {
      ru: `${ru} Уберите его или назовите другой в posApi.socket конфигурации.`,
      en: `${en} Remove it, or name another in posApi.socket of the config.`,
    };
  }
}

const isPipe = (path: string): boolean => path.startsWith('\\\\.\\pipe\\');

/** What a socket of a till that was killed leaves behind is in the way of the next start. */
async function removeDeadSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket())
    throw new SocketTaken({
      ru: `${path} уже есть, и это не сокет.`,
      en: `${path} is there and is no socket.`,
    });
  const isAlive = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('close', () => probe.destroy());
  });
  if (isAlive)
    throw new SocketTaken({
      ru: `На ${path} уже отвечает другая программа.`,
      en: `Another program listens on ${path}.`,
    });
  unlinkSync(path);
}

/**
 * Listens on a Unix socket that only the till's own user can open (0600), or on a Windows pipe, whose default rights let
 * nobody but its owner and administrators write. Throws `SocketTaken`.
 */
export async function listenSocket(app: FastifyInstance, path: string): Promise<void> {
  if (!isPipe(path)) await removeDeadSocket(path);
  await app.listen({ path });
  if (!isPipe(path)) chmodSync(path, 0o600);
}
