import type { z } from 'zod';
import type { Language } from '../../contracts/local-text.ts';
import type { Approval } from '../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { DevicesDraft, setupCalls } from '../../contracts/setup.ts';
import type { MachineFound } from '../../drivers/discover/machine-facts.ts';
import { scannerPresetNames, scannerPresets } from '../../drivers/scanner-presets.ts';
import { cyrillicPages } from '../../receipts/escpos/code-page-test.ts';
import { printerProfiles } from '../../receipts/escpos/find-profile.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { judgeMachine } from '../devices-found.ts';
import type { TrialPrint } from '../devices-test.ts';
import {
  checkDraft,
  hasBefore,
  noDevices,
  readDevicesDraft,
  saveDevices,
  swapWithBefore,
} from './devices-file.ts';
import { keepLearnedRule } from './learned-rule.ts';
import { presetName } from './preset-names.ts';
import { createTrialSession, type TrialSession, type TrialSessionParts } from './trial-session.ts';

type Calls = typeof setupCalls;
type Answer<Name extends keyof Calls> = Result<z.output<Calls[Name]['result']>, Refusal>;

/** The wizard's calls as the window makes them. */
type SetupHandlers = {
  readonly [Name in keyof Calls]: (
    params: z.output<Calls[Name]['params']>,
  ) => Answer<Name> | Promise<Answer<Name>>;
};

export type DeviceSetup = {
  readonly calls: SetupHandlers;
  /** Bytes of a virtual scanner for the trial; false where none is running. */
  readonly feed: (deviceId: string, bytes: Uint8Array) => boolean;
  readonly close: () => Promise<void>;
};

export type DeviceSetupParts = Omit<TrialSessionParts, 'onLeftOpen'> & {
  readonly configFile: string;
  readonly language: () => Language;
  /** Whether this person may set up devices; null where nothing speaks against it. */
  readonly mayOpen: (approval: Approval | null) => Promise<Refusal | null>;
  readonly log: (level: 'info' | 'warn', text: string) => void;
};

/** A window gives up on an answer after ten seconds. */
const PRINT_ANSWER_MS = 9000;
const MAX_LOOKS = 5;
/** What is told of a machine whose devices' process dies of being asked. */
const nothingSeen: MachineFound = {
  facts: { serial: [], hid: [], usbPrinters: [] },
  blind: ['serial', 'hid'],
};
const closed = refusal('setup-closed', 'The setup was closed, or another window has opened it.');

/** Faults of a config as problem fields: `devices.printer.profile: …` comes apart at the first colon. */
const faulty = (faults: readonly string[]): Refusal =>
  refusal(
    'invalid',
    faults.join(' · '),
    faults.map((fault) => {
      const at = fault.indexOf(': ');
      return at < 0
        ? { path: '', message: fault }
        : { path: fault.slice(0, at), message: fault.slice(at + 2) };
    }),
  );

/** What touches the config file: a disk that takes no writes is told, never thrown. */
function attempt<T>(work: () => Result<T, readonly string[]>): Result<T, Refusal> {
  try {
    const done = work();
    return done.ok ? done : err(faulty(done.error));
  } catch (cause) {
    return err(refusal('setup-not-saved', cause instanceof Error ? cause.message : String(cause)));
  }
}

/** What the person chooses from. */
const choices = () => ({
  presets: scannerPresetNames.map((id) => ({
    id,
    name: { ...presetName(id) },
    kind: scannerPresets[id].kind,
  })),
  profiles: printerProfiles.map(({ id, name, language, codePage, columns }) => ({
    ...{ id, name: { ...name }, language, columns },
    codePage: codePage?.number ?? null,
  })),
  codePages: cyrillicPages.map((page) => ({ ...page })),
});

/**
 * The window's wizard: the till's devices are let go, tried with whatever the person chooses, and come back with the
 * config that was saved, or with the old one.
 */
export function createDeviceSetup(parts: DeviceSetupParts): DeviceSetup {
  const { configFile, mayOpen, rules, log } = parts;
  const session = createTrialSession({
    ...parts,
    onLeftOpen: () => log('warn', 'the setup of devices was left open; the till goes on with its config'),
  });
  const calls: SetupHandlers = {
    ...trialCalls(parts, session),
    ...fileCalls(parts, session),
    'setup.open': async ({ approval }) => {
      const refused = await mayOpen(approval);
      if (refused !== null) return err(refused);
      const draft = attempt(() => ok(readDevicesDraft(configFile)));
      if (!draft.ok) return draft;
      const checked = checkDraft(draft.value, parts.language());
      if (!checked.ok) return err(faulty(checked.error));
      const id = await session.begin(checked.value);
      return ok({ session: id, ...choices(), devices: draft.value, undo: hasBefore(configFile) });
    },
    'setup.learn': ({ session: id, scans }) => {
      if (session.trial(id) === null) return err(closed);
      return attempt(() => ok(keepLearnedRule(configFile, rules(), scans)));
    },
  };
  return { calls, feed: session.feed, close: session.closeAll };
}

/** What is tried out. */
function trialCalls({ language }: DeviceSetupParts, session: TrialSession) {
  return {
    'setup.look': async ({ session: id }) => {
      let found: MachineFound | null = null;
      // Another trial may begin while the machine is looked at: then it is asked again.
      for (let tries = 0; found === null && tries < MAX_LOOKS; tries++) {
        const trial = session.trial(id);
        if (trial === null) return err(closed);
        found = await trial.look();
      }
      const { devices, blind, ports, config } = judgeMachine(found ?? nothingSeen);
      const { scanners = [], printer = null } = config;
      return ok({
        devices: [...devices],
        blind: [...blind],
        ports: [...ports],
        proposal: { ...noDevices, scanners, printer },
      });
    },
    'setup.try': async ({ session: id, devices }) => {
      const checked = checkDraft(devices, language());
      if (!checked.ok) return err(faulty(checked.error));
      await session.run(id, checked.value);
      const told = session.told(id);
      return told === null ? err(closed) : ok(told);
    },
    'setup.state': ({ session: id }) => {
      const told = session.told(id);
      return told === null ? err(closed) : ok(told);
    },
    'setup.print': async ({ session: id, what }) => {
      const trial = session.trial(id);
      if (trial === null) return err(closed);
      const late = new Promise<TrialPrint>((resolve) => {
        setTimeout(() => resolve({ state: 'unknown', reason: 'no-confirmation' }), PRINT_ANSWER_MS).unref();
      });
      return ok(await Promise.race([trial.print(what, language()), late]));
    },
    'setup.display': ({ session: id }) => {
      const trial = session.trial(id);
      if (trial === null) return err(closed);
      trial.display(language() === 'ru' ? 'Добро пожаловать!' : 'Welcome!', '12345678901234567890');
      return ok({});
    },
  } satisfies Partial<SetupHandlers>;
}

type Finished = {
  readonly config: ReturnType<typeof checkDraft> extends Result<infer T, unknown> ? T : never;
};

/** What ends the setup. */
function fileCalls({ configFile, language, log }: DeviceSetupParts, session: TrialSession) {
  /** Writes, and gives the devices back with what was written; a refused write leaves the setup open. */
  async function finish<T extends Finished>(
    id: string,
    write: () => Result<T, readonly string[]>,
  ): Promise<Result<T, Refusal>> {
    let written: Result<T, Refusal> = err(closed);
    await session.finish(id, () => {
      written = attempt(write);
      return written.ok ? written.value : null;
    });
    return written;
  }
  return {
    'setup.save': async ({ session: id, devices }: { session: string; devices: DevicesDraft }) => {
      const saved = await finish(id, () => {
        const config = saveDevices(configFile, devices, language());
        return config.ok ? ok({ config: config.value }) : config;
      });
      if (saved.ok) log('info', 'devices were set up in the window');
      return saved.ok ? ok({}) : saved;
    },
    'setup.undo': async ({ session: id }: { session: string }) => {
      const undone = await finish(id, () => swapWithBefore(configFile, language()));
      return undone.ok ? ok({ devices: undone.value.draft }) : undone;
    },
    'setup.close': async ({ session: id }: { session: string }) => {
      await session.finish(id, () => ({ config: null }));
      return ok({});
    },
  } satisfies Partial<SetupHandlers>;
}
