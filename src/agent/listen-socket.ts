import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** The socket cannot be ours; the message says why. */
export class SocketTaken extends Error {}

const isPipe = (path: string): boolean => path.startsWith('\\\\.\\pipe\\');

/** What a socket of a till that was killed leaves behind is in the way of the next start. */
async function removeDeadSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket()) throw new SocketTaken(`${path} is there and is no socket.`);
  const isAlive = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('close', () => probe.destroy());
  });
  if (isAlive) throw new SocketTaken(`Another program listens on ${path}.`);
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
