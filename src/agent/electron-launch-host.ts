import type { LaunchHost } from '../drivers/host/host-process.ts';
import { fromHostSchema, type ToHost } from '../drivers/host/messages.ts';
import type { FromAgent, ToAgent } from './electron-messages.ts';
import type { ElectronPort } from './electron-port.ts';

export type ElectronHosts = {
  readonly launch: LaunchHost;
  /** Takes the main process's answers about device hosts. */
  readonly receive: (message: ToAgent, port: ElectronPort | undefined) => void;
};

type Hosted = {
  readonly onPort: (port: ElectronPort) => void;
  readonly onExit: (how: string) => void;
};

/**
 * Device hosts by way of the main process: a packaged Electron does not run as plain Node, so a fork is not to be had,
 * and only the main process may start utility processes.
 */
export function createElectronHosts(toMain: (message: FromAgent) => void): ElectronHosts {
  const hosted = new Map<number, Hosted>();
  let lastId = 0;

  const launch: LaunchHost = (events) => {
    lastId += 1;
    const hostId = lastId;
    let port: ElectronPort | null = null;
    /** What was said before the port came. */
    const early: ToHost[] = [];
    hosted.set(hostId, {
      onPort: (received) => {
        port = received;
        received.on('message', ({ data }) => {
          const message = fromHostSchema.safeParse(data);
          if (message.success && hosted.has(hostId)) events.onMessage(message.data);
        });
        received.start();
        for (const message of early.splice(0)) received.postMessage(message);
      },
      onExit: (how) => {
        hosted.delete(hostId);
        port?.close();
        events.onExit(how);
      },
    });
    toMain({ type: 'start-device-host', hostId });
    return {
      send: (message) => {
        if (port === null) early.push(message);
        else port.postMessage(message);
      },
      kill: () => toMain({ type: 'stop-device-host', hostId }),
    };
  };

  return {
    launch,
    receive: (message, port) => {
      if (message.type === 'device-host' && port !== undefined) hosted.get(message.hostId)?.onPort(port);
      if (message.type === 'device-host-exit') hosted.get(message.hostId)?.onExit(`code ${message.code}`);
    },
  };
}
