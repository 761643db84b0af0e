import { readPhone, usualCountry } from '../contracts/phone.ts';
import type { TriedScan } from '../contracts/setup.ts';
import type { DevicesConfig } from '../drivers/config.ts';
import type { DeviceStatus } from '../drivers/device-status.ts';
import type { MachineFound } from '../drivers/discover/machine-facts.ts';
import { startDeviceHost } from '../drivers/host/device-host.ts';
import type { LaunchHost } from '../drivers/host/host-process.ts';
import { demoRecogniserRules } from '../drivers/recogniser/demo-rules.ts';
import { recognise } from '../drivers/recogniser/recognise.ts';
import type { RecogniserRules } from '../drivers/recogniser/rules.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { codePageTest } from '../receipts/escpos/code-page-test.ts';
import { compileSlip } from '../receipts/escpos/compile.ts';
import { profileOfPrinter } from '../receipts/escpos/find-profile.ts';
import { withSlipHead } from '../receipts/escpos/slip-head.ts';
import { localTimeText } from '../receipts/local-time-text.ts';
import { testPage } from '../receipts/test-page.ts';
import { pulsesOf } from './drawer-pulses.ts';
import { readLogo } from './read-logo.ts';

/** The printer's last word on what it was sent. */
export type TrialPrint = {
  readonly state: 'confirmed' | 'unknown' | 'failed';
  /** A key of the device reasons, null where nothing is wrong. */
  readonly reason: string | null;
};

export type DeviceTrial = {
  readonly devices: () => readonly DeviceStatus[];
  /** Prints a test page, or lines through every code page, or opens the drawer. */
  readonly print: (what: 'page' | 'code-pages' | 'drawer', language: 'ru' | 'en') => Promise<TrialPrint>;
  /** Two lines for the customer display. */
  readonly display: (upper: string, lower: string) => void;
  /** Bytes of a virtual scanner. */
  readonly feed: (deviceId: string, bytes: Uint8Array) => void;
  /** What is plugged into this machine, as the devices' own process sees it; null where that ended meanwhile. */
  readonly look: () => Promise<MachineFound | null>;
  readonly close: () => Promise<void>;
};

/** Runs the devices of a config without a till, to try them out. */
export function tryDevices(
  config: DevicesConfig,
  onScan: (scan: TriedScan) => void,
  rules: RecogniserRules = demoRecogniserRules,
  launch?: LaunchHost,
): DeviceTrial {
  const waiting = new Map<string, (word: TrialPrint) => void>();
  const host = startDeviceHost({
    config,
    clock: systemClock,
    ...(launch === undefined ? {} : { launch }),
    onScan: ({ deviceId, text, aim }) => {
      const { kind } = recognise({ text, aim }, rules, {
        readPhone: (typed) => readPhone(typed, usualCountry),
      });
      onScan({ deviceId, kind, text: kind === 'payment-card' ? null : text, aim });
    },
    onDevice: () => undefined,
    onPrintResult: ({ jobId, state, reason }) => {
      if (state === 'sent') return;
      waiting.get(jobId)?.({ state, reason });
      waiting.delete(jobId);
    },
    log: () => undefined,
  });
  const { printer, drawer } = config;
  const profile = profileOfPrinter(printer);
  const bytesOf = (what: 'page' | 'code-pages', language: 'ru' | 'en'): Uint8Array => {
    const isStar = profile.language === 'star-prnt';
    // The pages to choose from are numbers of ESC/POS.
    if (what === 'code-pages' && !isStar) return codePageTest();
    const page = testPage(profile, language, localTimeText(systemClock.wallMs()));
    const logo = readLogo(printer);
    return withSlipHead(
      compileSlip(page, profile),
      { logo: logo.ok ? logo.value : null, copyIn: null },
      profile,
    );
  };
  return {
    devices: () => host.devices(),
    print: async (what, language) => {
      if (what === 'drawer') {
        if (drawer === null) return { state: 'failed', reason: 'not-configured' };
        return host.openDrawer(...pulsesOf(drawer, profile));
      }
      return new Promise((resolve) => {
        waiting.get(what)?.({ state: 'unknown', reason: 'no-confirmation' });
        waiting.set(what, resolve);
        host.print(what, bytesOf(what, language));
      });
    },
    display: (upper, lower) => host.display([upper, lower]),
    feed: (deviceId, bytes) => host.feed(deviceId, bytes),
    look: () => host.look(),
    close: async () => {
      await host.close();
      for (const tell of waiting.values()) tell({ state: 'unknown', reason: 'closed' });
      waiting.clear();
    },
  };
}
