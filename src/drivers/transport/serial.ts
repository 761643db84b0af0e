import { SerialPort } from 'serialport';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SerialTransport } from '../config.ts';
import type { ByteChannel, ChannelFault } from './byte-channel.ts';
import { createChannelListeners } from './channel-listeners.ts';
import { lineSettingsOn } from './line-settings.ts';
import type { PortWatch } from './port-watch.ts';
import { isUnixPort, listenWhileWriting, readPromptly } from './serial-read.ts';

/**
 * Opens a serial port as a new `SerialPort` each time: one that was unplugged neither fails nor calls back on
 * writes and sends them when it is opened again. `portWatch` tells of a plug that was pulled in silence.
 */
export function openSerial(
  transport: SerialTransport,
  portWatch: PortWatch | null = null,
): Promise<Result<ByteChannel, ChannelFault>> {
  const { path, baudRate, rtscts, xonxoff } = transport;
  const settings = lineSettingsOn(process.platform, transport);
  // The config was read on this machine, and names such a setting by its path.
  if (!settings.ok) return Promise.resolve(err('port-failed'));
  const flow = { rtscts, xon: xonxoff, xoff: xonxoff };
  const port = new SerialPort({ path, baudRate, ...settings.value, ...flow, autoOpen: false });
  const listeners = createChannelListeners();
  // Before 'data' is listened to: that starts the first read as soon as the port is open.
  port.once('open', () => {
    if (!isUnixPort(port.port)) return;
    listenWhileWriting(port.port);
    readPromptly(port.port);
  });
  port.on('data', listeners.data);
  port.on('close', listeners.lost);
  port.on('error', listeners.lost);
  return new Promise((resolve) => {
    port.open((failure) => {
      if (failure !== null) resolve(err(faultOf(failure)));
      else {
        const unwatch = portWatch?.watch(path, () => {
          listeners.lost();
          // Nothing is sent through it any more, and its number is free for the next plug.
          port.close(() => undefined);
        });
        listeners.onLost(() => unwatch?.());
        resolve(ok(channelOf(port, listeners)));
      }
    });
  });
}

function channelOf(port: SerialPort, listeners: ReturnType<typeof createChannelListeners>): ByteChannel {
  return {
    write(bytes) {
      if (!port.isOpen) return Promise.resolve(err('disconnected'));
      return new Promise((resolve) => {
        port.write(bytes, (failure) => {
          if (failure !== null && failure !== undefined) return resolve(err('disconnected'));
          port.drain((drainFailure) => resolve(drainFailure === null ? ok(undefined) : err('disconnected')));
        });
      });
    },
    onData: listeners.onData,
    onLost: listeners.onLost,
    close() {
      // The system would go on sending what a stalled device did not take, and hold up the closing for it.
      // Of a port that is already going away both report an error nobody needs.
      if (port.isOpen) port.flush(() => port.close(() => undefined));
    },
  };
}

function faultOf(failure: Error): ChannelFault {
  const { message } = failure;
  if (/ENOENT|No such file|File not found|ENXIO|ENODEV/i.test(message)) return 'port-missing';
  if (/EACCES|Permission denied|EPERM/i.test(message)) return 'port-denied';
  if (/EBUSY|Cannot lock|Access denied|Resource busy|temporarily unavailable/i.test(message))
    return 'port-busy';
  return 'port-failed';
}
