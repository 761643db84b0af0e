import { isOwnFrame } from './app-origin.ts';
import type { ContentsApi, ElectronApi, PortApi } from './electron-api.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL } from './ipc-channels.ts';
import type { MainLog } from './log.ts';

export type UiPorts = {
  /** Gives every window that ever asked a channel to the agent that has just been started. */
  readonly connectAll: () => void;
};

/**
 * Joins windows and agent by message ports: one end goes to the agent, the other to the page, and what they say
 * passes this process by. A page asks; it is answered only when the message comes from its own top frame.
 */
export function createUiPorts(
  electron: ElectronApi,
  options: {
    readonly contentsOf: (id: number) => ContentsApi | null;
    readonly toAgent: (port: PortApi) => boolean;
    readonly log: MainLog;
  },
): UiPorts {
  const asked = new Set<number>();

  const connect = (id: number): void => {
    const contents = options.contentsOf(id);
    if (contents === null) {
      asked.delete(id);
      return;
    }
    const { port1, port2 } = new electron.MessageChannelMain();
    // Without an agent nobody is told: the window waits, and gets its port when the next agent starts.
    if (!options.toAgent(port1)) return;
    contents.postMessage(PORT_CHANNEL, null, [port2]);
  };

  electron.ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (!isOwnFrame(event.senderFrame) || options.contentsOf(event.sender.id) === null) {
      options.log.warn(
        { url: event.senderFrame?.url ?? null },
        'A strange frame asked for the agent; refused.',
      );
      return;
    }
    asked.add(event.sender.id);
    connect(event.sender.id);
  });

  return {
    connectAll: () => {
      for (const id of [...asked]) connect(id);
    },
  };
}
