import { randomUUID } from 'node:crypto';
import type { SetupTrial, TriedScan } from '../../contracts/setup.ts';
import type { DevicesConfig } from '../../drivers/config.ts';
import type { LaunchHost } from '../../drivers/host/host-process.ts';
import type { RecogniserRules } from '../../drivers/recogniser/rules.ts';
import { deviceStatusView } from '../device-status-view.ts';
import { type DeviceTrial, tryDevices } from '../devices-test.ts';
import type { SwitchedDevices } from './switched-devices.ts';

/** A window that says nothing for so long is gone; then the till sells again with what its config says. */
export const SETUP_IDLE_MS = 60_000;
const MAX_SCANS = 50;

export type TrialSessionParts = {
  readonly switched: SwitchedDevices;
  /** A config with what the till has besides: the bench's own devices. */
  readonly complete: (config: DevicesConfig) => DevicesConfig;
  readonly launchHost: LaunchHost | undefined;
  /** The chain's recogniser rules in force. */
  readonly rules: () => RecogniserRules;
  readonly onLeftOpen: () => void;
  /** These devices run from now on, on trial or for sales: windows listen to those that type. */
  readonly onDevices: (config: DevicesConfig) => void;
};

/** The devices in the hands of whoever sets them up. */
export type TrialSession = {
  /** Takes the devices from the till, or from who had them before; answers the session's id. */
  readonly begin: (config: DevicesConfig) => Promise<string>;
  /** The running trial; null for a session that is over. Every call keeps the session alive. */
  readonly trial: (session: string) => DeviceTrial | null;
  /** Devices and scans of the trial. */
  readonly told: (session: string) => SetupTrial | null;
  /** Runs other devices; false for a session that is over. */
  readonly run: (session: string, config: DevicesConfig) => Promise<boolean>;
  /**
   * Gives the devices back, with the config that `next` answers or as they were; where it answers null the session
   * goes on. Null for a session that is over.
   */
  readonly finish: <T extends { readonly config: DevicesConfig | null }>(
    session: string,
    next: () => T | null,
  ) => Promise<T | null>;
  readonly feed: (deviceId: string, bytes: Uint8Array) => boolean;
  readonly closeAll: () => Promise<void>;
};

/** `last`: the last codes; `heard`: how many there were. */
type ScansHeard = { readonly last: TriedScan[]; heard: number };
type Open = { readonly session: string; trial: DeviceTrial; scans: ScansHeard; idle: NodeJS.Timeout };

/** One change of devices at a time: a port must be let go before it is opened again. */
function takeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };
}

const startTrial =
  ({ complete, rules, launchHost, onDevices }: TrialSessionParts) =>
  (config: DevicesConfig, scans: ScansHeard): DeviceTrial => {
    onDevices(config);
    return tryDevices(complete(config), keepLast(scans), rules(), launchHost);
  };

/** One person sets up at a time; who begins anew takes it over. */
export function createTrialSession(parts: TrialSessionParts): TrialSession {
  const { switched } = parts;
  const start = startTrial(parts);
  const inTurn = takeTurns();
  let open: Open | null = null;

  /** Ends the trial; the devices are nobody's then. */
  const drop = async (): Promise<boolean> => {
    if (open === null) return false;
    const { idle, trial } = open;
    open = null;
    clearTimeout(idle);
    await trial.close();
    return true;
  };
  const end = async (config: DevicesConfig | null): Promise<void> => {
    if (!(await drop())) return;
    switched.start(config === null ? switched.config() : parts.complete(config));
    parts.onDevices(switched.config());
  };
  const waitForSigns = (): NodeJS.Timeout =>
    setTimeout(() => {
      parts.onLeftOpen();
      void inTurn(() => end(null));
    }, SETUP_IDLE_MS).unref();
  const held = (session: string): Open | null => {
    if (open?.session !== session) return null;
    clearTimeout(open.idle);
    open.idle = waitForSigns();
    return open;
  };

  return {
    begin: (config) =>
      inTurn(async () => {
        if (!(await drop())) await switched.stop();
        const scans = nothingHeard();
        open = { session: randomUUID(), scans, trial: start(config, scans), idle: waitForSigns() };
        return open.session;
      }),
    trial: (session) => held(session)?.trial ?? null,
    told: (session) => {
      const now = held(session);
      return now && toldOf(now);
    },
    run: (session, config) =>
      inTurn(async () => {
        const now = held(session);
        if (now === null) return false;
        await now.trial.close();
        now.scans = nothingHeard();
        now.trial = start(config, now.scans);
        return true;
      }),
    finish: (session, next) =>
      inTurn(async () => {
        if (held(session) === null) return null;
        const chosen = next();
        if (chosen !== null) await end(chosen.config);
        return chosen;
      }),
    feed: (deviceId, bytes) => {
      open?.trial.feed(deviceId, bytes);
      return open !== null;
    },
    closeAll: () => inTurn(async () => void (await drop())),
  };
}

const toldOf = ({ trial, scans }: Open): SetupTrial => ({
  devices: trial.devices().map(deviceStatusView),
  scans: [...scans.last],
  heard: scans.heard,
});

const nothingHeard = (): ScansHeard => ({ last: [], heard: 0 });

/** Takes scans down, the last ones only. */
const keepLast =
  (scans: ScansHeard) =>
  (scan: TriedScan): void => {
    scans.heard += 1;
    scans.last.push(scan);
    if (scans.last.length > MAX_SCANS) scans.last.shift();
  };
