import { connect, type Socket } from 'node:net';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TcpTransport } from '../config.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel, ChannelFault } from './byte-channel.ts';
import { createChannelListeners } from './channel-listeners.ts';

const connectTimeoutMs = 3000;
/** A printer that never closes its end must not keep the next job away. */
const lingerMs = 500;

/** Connects to a printer's raw port (9100). One connection a job: a connection left open may be half dead. */
export function openTcp(
  transport: TcpTransport,
  scheduler: Scheduler,
): Promise<Result<ByteChannel, ChannelFault>> {
  const socket = connect({ host: transport.host, port: transport.port, noDelay: true });
  const listeners = createChannelListeners();
  socket.on('data', listeners.data);
  return new Promise((resolve) => {
    const cancelTimeout = scheduler.after(connectTimeoutMs, () => socket.destroy());
    socket.on('connect', () => {
      cancelTimeout();
      resolve(ok(channelOf(socket, listeners, scheduler)));
    });
    // 'close' always follows 'error' and is the one place that speaks of the loss.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      cancelTimeout();
      listeners.lost();
      resolve(err('unreachable'));
    });
  });
}

function channelOf(
  socket: Socket,
  listeners: ReturnType<typeof createChannelListeners>,
  scheduler: Scheduler,
): ByteChannel {
  socket.on('end', listeners.lost);
  return {
    write(bytes) {
      if (!socket.writable) return Promise.resolve(err('disconnected'));
      return new Promise((resolve) => {
        socket.write(bytes, (failure) =>
          resolve(failure === null || failure === undefined ? ok(undefined) : err('disconnected')),
        );
      });
    },
    onData: listeners.onData,
    onLost: listeners.onLost,
    close() {
      socket.end();
      const cancel = scheduler.after(lingerMs, () => socket.destroy());
      socket.once('close', cancel);
    },
  };
}
