import type { Sentence } from '../contracts/sentence.ts';
import type { LaunchHost } from '../drivers/host/host-process.ts';
import type { Result } from '../shared/result.ts';
import { createElectronHosts } from './electron-launch-host.ts';
import {
  type ElectronTillOptions,
  electronTillOptionsSchema,
  type FromAgent,
  toAgentSchema,
} from './electron-messages.ts';
import { type ElectronParentPort, type ElectronPort, portChannel } from './electron-port.ts';
import type { UiChannel } from './ui-api/channel.ts';

/** The part of a till that the main process's agent needs. */
export type AttachableTill = {
  attachUi(channel: UiChannel): void;
  /** Resolves when damaged data are met: the process ends and is started again, which rebuilds them. */
  readonly damaged?: Promise<void>;
  close(): Promise<void>;
};

export type OpenTill = (
  options: ElectronTillOptions & { readonly launchHost: LaunchHost },
) => Promise<Result<AttachableTill, Sentence>>;

export type ElectronAgentOptions = {
  readonly parent: ElectronParentPort;
  /** Text of the options variable, JSON. */
  readonly optionsText: string | undefined;
  readonly openTill: OpenTill;
  readonly exit: (code: number) => void;
};

const wrongOptions: Sentence = {
  ru: 'Программа собрана неверно: её параметры не подходят друг к другу. Установите её заново.',
  en: "The till's options do not fit. Install the program again.",
};

/** The last message needs a moment to leave before the process ends. */
const LAST_WORDS_MS = 200;

function readOptions(text: string | undefined): ElectronTillOptions | null {
  try {
    const parsed = electronTillOptionsSchema.safeParse(JSON.parse(text ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Runs a till inside a utility process: windows come as message ports, device hosts are asked from the main process.
 * Ports that come before the till is open wait; a till that cannot open says why, and the process ends with code 1.
 */
export function runElectronAgent(options: ElectronAgentOptions): void {
  const { parent } = options;
  const say = (message: FromAgent): void => parent.postMessage(message);
  const endSoon = (code: number): void => void setTimeout(() => options.exit(code), LAST_WORDS_MS);
  const hosts = createElectronHosts(say);
  const waiting: ElectronPort[] = [];
  let till: AttachableTill | null = null;
  let closing = false;

  const attach = (port: ElectronPort): void => {
    if (till === null) {
      waiting.push(port);
      return;
    }
    till.attachUi(portChannel(port));
    port.start();
  };

  const close = async (): Promise<void> => {
    closing = true;
    await till?.close();
    endSoon(0);
  };

  const open = async (): Promise<void> => {
    const read = readOptions(options.optionsText);
    if (read === null) {
      say({ type: 'failed', sentence: wrongOptions });
      return endSoon(1);
    }
    const opened = await options.openTill({ ...read, launchHost: hosts.launch });
    if (!opened.ok) {
      say({ type: 'failed', sentence: opened.error });
      return endSoon(1);
    }
    till = opened.value;
    if (closing) return close();
    void till.damaged?.then(async () => {
      await till?.close();
      endSoon(1);
    });
    for (const port of waiting.splice(0)) attach(port);
    say({ type: 'ready' });
  };

  parent.on('message', ({ data, ports }) => {
    const parsed = toAgentSchema.safeParse(data);
    if (!parsed.success) return;
    const message = parsed.data;
    const [port] = ports;
    if (message.type === 'ui' && port !== undefined) attach(port);
    if (message.type === 'ping') say({ type: 'pong' });
    if (message.type === 'device-host' || message.type === 'device-host-exit') hosts.receive(message, port);
    // While the till still opens, the close waits for it: a half-open database is not left behind.
    if (message.type === 'close' && !closing) {
      closing = true;
      if (till !== null) void close();
    }
  });
  void open();
}
