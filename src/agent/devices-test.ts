import type { DevicesConfig } from '../drivers/config.ts';
import type { DeviceStatus } from '../drivers/device-status.ts';
import { startDeviceHost } from '../drivers/host/device-host.ts';
import { demoRecogniserRules } from '../drivers/recogniser/demo-rules.ts';
import { recognise } from '../drivers/recogniser/recognise.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { codePageTest } from '../receipts/escpos/code-page-test.ts';
import { compileSlip } from '../receipts/escpos/compile.ts';
import { findProfile } from '../receipts/escpos/find-profile.ts';
import { epson } from '../receipts/escpos/profiles/epson.ts';
import { testPage } from '../receipts/test-page.ts';

export type DeviceTrial = {
  readonly devices: () => readonly DeviceStatus[];
  /** Prints a test page, or lines through every code page; resolves with the printer's word. */
  readonly print: (what: 'page' | 'code-pages', language: 'ru' | 'en') => Promise<string>;
  readonly close: () => Promise<void>;
};

/** What one code was, without its text where it is a bank card's. */
export type TriedScan = {
  readonly deviceId: string;
  readonly kind: string;
  readonly text: string | null;
  readonly aim: string | null;
};

/** Runs the devices of a config without a till, to try them out. */
export function tryDevices(config: DevicesConfig, onScan: (scan: TriedScan) => void): DeviceTrial {
  const waiting = new Map<string, (word: string) => void>();
  const host = startDeviceHost({
    config,
    clock: systemClock,
    onScan: ({ deviceId, text, aim }) => {
      const { kind } = recognise({ text, aim }, demoRecogniserRules);
      onScan({ deviceId, kind, text: kind === 'payment-card' ? null : text, aim });
    },
    onDevice: () => undefined,
    onPrintResult: ({ jobId, state, reason }) => {
      if (state === 'sent') return;
      waiting.get(jobId)?.(reason === null ? state : `${state}: ${reason}`);
      waiting.delete(jobId);
    },
    log: () => undefined,
  });
  const { printer } = config;
  const profile = findProfile(printer?.profile ?? epson.id, printer?.width ?? null) ?? epson;
  return {
    devices: () => host.devices(),
    print: (what, language) => {
      const timeText = new Date(systemClock.wallMs()).toISOString().slice(0, 16).replace('T', ' ');
      const page = testPage({ language, timeText, profileName: profile.name, columns: profile.columns });
      // The pages to choose from are numbers of ESC/POS.
      const bytes =
        what === 'page' || profile.language === 'star-prnt' ? compileSlip(page, profile) : codePageTest();
      return new Promise((resolve) => {
        waiting.set(what, resolve);
        host.print(what, bytes);
      });
    },
    close: () => host.close(),
  };
}
