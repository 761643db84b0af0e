import type { Clock } from '../../shared/ports.ts';
import { decodeText } from '../codec/decode-text.ts';
import type { DiscardReason } from '../codec/framing.ts';
import { createHidPosReader, type ReportReader } from '../codec/hid-pos-report.ts';
import { createStripeReader } from '../codec/stripe-report.ts';
import type { HidTransport } from '../config.ts';
import type { Scheduler } from '../scheduler.ts';
import type { DecodedScan } from './decoded-scan.ts';
import { type LineScanner, maxScanBytes } from './line-scanner.ts';
import { createScanMaker, type ScanRules } from './scan-maker.ts';

/** The reports of one code follow each other within milliseconds. */
const continuationMs = 500;
/** A timer that fires this late says that the process was busy, so the next report may wait unread. */
const lateTimerMs = 20;

export interface ReportScannerOptions {
  readonly deviceId: string;
  readonly reports: HidTransport['reports'];
  readonly scanRules: ScanRules;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly onScan: (scan: DecodedScan) => void;
  readonly onDiscard: (reason: DiscardReason) => void;
}

/** Turns the input reports of a HID scanner or stripe reader into decoded scans; reports are wiped. */
export function createReportScanner(options: ReportScannerOptions): LineScanner {
  const { clock, scheduler } = options;
  const reader = readerOf(options.reports);
  const makeScan = createScanMaker(options.deviceId, options.scanRules, clock, options.onScan);
  let cancelWait: () => void = () => undefined;

  const waitForMore = (): void => {
    const dueMs = clock.monotonicMs() + continuationMs;
    cancelWait = scheduler.after(continuationMs, () => {
      if (clock.monotonicMs() - dueMs > lateTimerMs) return waitForMore();
      reader.reset();
      options.onDiscard('unreadable');
    });
  };

  return {
    receive(report) {
      cancelWait();
      const receivedMs = clock.monotonicMs();
      const events = reader.push(report);
      report.fill(0);
      for (const event of events) {
        if (event.kind === 'discarded') {
          options.onDiscard(event.reason);
          continue;
        }
        const { data, aim } = event.scan;
        const text = decodeText(data, options.scanRules.fallbackCodePage);
        data.fill(0);
        if (!makeScan(text, aim, receivedMs)) options.onDiscard('unreadable');
      }
      if (reader.pendingBytes() > 0) waitForMore();
    },
    reset() {
      cancelWait();
      reader.reset();
    },
  };
}

function readerOf(reports: HidTransport['reports']): ReportReader {
  switch (reports) {
    case 'pos-honeywell':
      return createHidPosReader('honeywell', maxScanBytes);
    case 'pos-without-aim':
      return createHidPosReader('without-aim', maxScanBytes);
    case 'pos-shifted':
      return createHidPosReader('shifted', maxScanBytes);
    case 'stripe':
      return createStripeReader();
  }
}
