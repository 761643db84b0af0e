import { AGENT_PORT_MESSAGE, type ToAgent } from '../agent/electron-messages.ts';
import type { ChildApi, ElectronApi, PortApi } from './electron-api.ts';
import type { MainLog } from './log.ts';

export type DeviceHosts = {
  readonly start: (hostId: number) => void;
  readonly stop: (hostId: number) => void;
  readonly stopAll: () => void;
};

/**
 * Starts device hosts for the agent and joins the two by a message port. The agent decides when: it supervises its
 * host as it does without Electron. It only cannot fork one, because a packaged Electron refuses to run as plain Node.
 */
export function createDeviceHosts(options: {
  readonly fork: () => ChildApi;
  readonly MessageChannelMain: ElectronApi['MessageChannelMain'];
  readonly toAgent: (message: ToAgent, ports?: PortApi[]) => boolean;
  readonly log: MainLog;
}): DeviceHosts {
  const hosts = new Map<number, ChildApi>();

  const start = (hostId: number): void => {
    if (hosts.has(hostId)) {
      options.log.warn({ hostId }, 'The agent asked twice for one device host; the second is not started.');
      return;
    }
    const host = options.fork();
    hosts.set(hostId, host);
    host.on('exit', (code) => {
      // Only of the agent that asked for it: a later agent counts its hosts anew.
      if (hosts.get(hostId) !== host) return;
      hosts.delete(hostId);
      options.toAgent({ type: 'device-host-exit', hostId, code });
    });
    const { port1, port2 } = new options.MessageChannelMain();
    host.postMessage(AGENT_PORT_MESSAGE, [port1]);
    options.toAgent({ type: 'device-host', hostId }, [port2]);
  };

  return {
    start,
    stop: (hostId) => void hosts.get(hostId)?.kill(),
    stopAll: () => {
      const orphans = [...hosts.values()];
      hosts.clear();
      for (const host of orphans) host.kill();
    },
  };
}
