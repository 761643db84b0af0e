import { join } from 'node:path';
import { z } from 'zod';
import { findElectron } from '../../agent/find-electron.ts';
import type { Language } from '../../contracts/local-text.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { ensureElectronSide } from './build.ts';
import { type Child, startChild } from './child.ts';
import { startElectron } from './electron.ts';
import { ensureBenchConfig } from './seed.ts';
import { electronAbsence, type PartName } from './words.ts';

const READY_TIMEOUT_MS = 60_000;
const hubReady = z.object({ url: z.string(), console: z.string().nullable() });
const tillReady = z.object({ posApi: z.string(), tokenFile: z.string(), window: z.string() });

/** `window` is null where Electron shows it. */
export type TillAddresses = {
  readonly posApi: string;
  readonly tokenFile: string;
  readonly window: string | null;
};
export type LaunchedTill = {
  readonly child: Child;
  readonly name: PartName;
  readonly addresses: TillAddresses;
};
export type Ports = { readonly hub: number; readonly pos: number; readonly window: number };

/** The hub as a process of its own. */
export async function launchHub(
  dataDir: string,
  port: number,
): Promise<{ child: Child; url: string; consoleUrl: string | null }> {
  const child = await startChild({
    name: 'hub',
    words: ['hub', '--data', join(dataDir, 'hub'), '--port', String(port)],
    logFile: join(dataDir, 'logs/hub.log'),
    readyTimeoutMs: READY_TIMEOUT_MS,
  });
  const { url, console: consoleUrl } = hubReady.parse(child.ready);
  return { child, url, consoleUrl };
}

export type TillLaunch = {
  readonly dataDir: string;
  readonly ports: Ports;
  readonly hubUrl: string;
  /** Used only by a till that is not enrolled yet. */
  readonly enrolCode: string;
  readonly language: Language;
  readonly wantsWindow: boolean;
  readonly tell: (line: Sentence) => void;
};

/** The till with its window: inside Electron where its program is here, else as a process with a window server. */
export async function launchTill(launch: TillLaunch): Promise<LaunchedTill> {
  const { dataDir, ports } = launch;
  const tillDir = join(dataDir, 'till');
  ensureBenchConfig(tillDir, launch.language);
  const words = ['--data', tillDir, '--hub', launch.hubUrl, '--port', String(ports.pos)];
  const env = { KOPILKA_ENROL: launch.enrolCode };
  const electron = findElectron();
  if (electron.ok && launch.wantsWindow) {
    await ensureElectronSide(launch.tell);
    const child = startElectron(electron.value, words, env, join(dataDir, 'logs/electron.log'));
    const addresses = {
      posApi: `http://127.0.0.1:${ports.pos}`,
      tokenFile: join(tillDir, 'pos-token'),
      window: null,
    };
    return { child, name: 'window', addresses };
  }
  if (!electron.ok && launch.wantsWindow) launch.tell(electronAbsence[electron.error]);
  const child = await startChild({
    name: 'till',
    words: ['till', ...words, '--ui-port', String(ports.window)],
    env,
    logFile: join(dataDir, 'logs/till.log'),
    readyTimeoutMs: READY_TIMEOUT_MS,
  });
  return { child, name: 'till', addresses: tillReady.parse(child.ready) };
}
