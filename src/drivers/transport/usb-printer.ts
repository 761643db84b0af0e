import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/result.ts';
import type { UsbTransport } from '../config.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel, ChannelFault } from './byte-channel.ts';
import { createChannelListeners } from './channel-listeners.ts';
import { findUsbPrinter, type UsbPrinterFolders } from './usb-printer-list.ts';

/** A printer that takes nothing is asked again this soon; one that says nothing, too. */
const againMs = 10;

/**
 * Opens a printer of the USB printer class (`/dev/usb/lpN`, Linux) that its IEEE 1284 id names: N moves between
 * boots. Never blocking: a blocking write to a stalled printer holds one of the few threads of the whole process,
 * and four of them stop it.
 */
export async function openUsbPrinter(
  transport: UsbTransport,
  scheduler: Scheduler,
  folders?: UsbPrinterFolders,
): Promise<Result<ByteChannel, ChannelFault>> {
  const path = await findUsbPrinter(transport.ieee1284, folders);
  if (path === null) return err('port-missing');
  try {
    const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;
    const handle = await open(path, O_RDWR | O_NONBLOCK | O_NOCTTY);
    return ok(channelOf(handle, scheduler));
  } catch (failure) {
    return err(faultOf(codeOf(failure)));
  }
}

function channelOf(handle: FileHandle, scheduler: Scheduler): ByteChannel {
  const listeners = createChannelListeners();
  const line = { open: true };
  const pause = (): Promise<void> => new Promise((resolve) => void scheduler.after(againMs, resolve));
  const lose = (): void => {
    if (!line.open) return;
    close();
    listeners.lost();
  };
  const close = (): void => {
    if (!line.open) return;
    line.open = false;
    // Closing a printer that has been unplugged reports an error nobody needs.
    void handle.close().catch(() => undefined);
  };

  const listen = async (): Promise<void> => {
    const buffer = new Uint8Array(256);
    while (line.open) {
      const count = await attempt(() =>
        handle.read(buffer, 0, buffer.length, null).then((read) => read.bytesRead),
      );
      if (count === 'gone') return lose();
      if (count === 'again' || count === 0) await pause();
      else listeners.data(buffer.slice(0, count));
    }
  };
  void listen();

  return {
    /** Goes on until the printer has taken everything, the line is lost or closed; the job keeps the time. */
    async write(bytes) {
      let sent = 0;
      while (line.open && sent < bytes.length) {
        const from = sent;
        const count = await attempt(() =>
          handle.write(bytes, from, bytes.length - from).then((written) => written.bytesWritten),
        );
        if (count === 'gone') {
          lose();
          return err('disconnected');
        }
        if (count === 'again' || count === 0) await pause();
        else sent += count;
      }
      return line.open ? ok(undefined) : err('disconnected');
    },
    onData: listeners.onData,
    onLost: listeners.onLost,
    close,
  };
}

async function attempt(action: () => Promise<number>): Promise<number | 'again' | 'gone'> {
  try {
    return await action();
  } catch (failure) {
    return codeOf(failure) === 'EAGAIN' ? 'again' : 'gone';
  }
}

const codeOf = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : '';

function faultOf(code: string): ChannelFault {
  if (code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO') return 'port-missing';
  if (code === 'EACCES' || code === 'EPERM') return 'port-denied';
  return code === 'EBUSY' ? 'port-busy' : 'port-failed';
}
