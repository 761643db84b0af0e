import type { Clock } from '../../shared/ports.ts';
import { splitAimIdentifier } from '../codec/aim-identifier.ts';
import { decodeText } from '../codec/decode-text.ts';
import { createFramer, type DiscardReason, type FrameEvent, type Framer } from '../codec/framing.ts';
import { createRdm6300BinaryFramer, decodeRdm6300 } from '../codec/rdm6300.ts';
import type { ScannerConfig } from '../config.ts';
import type { Scheduler } from '../scheduler.ts';
import type { DecodedScan } from './decoded-scan.ts';
import { createScanMaker, plainScans, type ScanRules } from './scan-maker.ts';

/** The longest QR code holds 2953 bytes; with prefix, suffix and identifier this is room enough. */
export const maxScanBytes = 4096;

/** A timer that fires this late says that the process was busy, so bytes may wait unread. */
const lateTimerMs = 20;

export interface LineScannerOptions {
  readonly deviceId: string;
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
  /** Silence that ends a code without suffix, and that gives up a code whose suffix never came. */
  readonly interByteGapMs: number;
  /** How the bytes of a code are wrapped; prefix and suffix are for `line`, which is the usual. */
  readonly framing?: ScannerConfig['framing'];
  readonly scanRules?: ScanRules;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly onScan: (scan: DecodedScan) => void;
  readonly onDiscard: (reason: DiscardReason) => void;
  /** A code came whole (true) or spoiled (false), for readers that wait to be told. */
  readonly onFrame?: (good: boolean) => void;
}

export interface LineScanner {
  /** Bytes from the line, in any portions. They are wiped when a code has been taken out of them. */
  receive(chunk: Uint8Array): void;
  /** The connection is gone: half a code must not be glued to the first one after it. */
  reset(): void;
}

/** Turns the bytes of a line source (serial port, virtual scanner, NFC reader) into decoded scans. */
export function createLineScanner(options: LineScannerOptions): LineScanner {
  const { clock, scheduler } = options;
  const { framer, decode } = frameRules(options);
  const makeScan = createScanMaker(options.deviceId, options.scanRules ?? plainScans, clock, options.onScan);
  let cancelGap: (() => void) | null = null;
  let lastByteMs = 0;

  const handle = (events: readonly FrameEvent[]): void => {
    for (const event of events) {
      if (event.kind === 'discarded') discard(event.reason);
      else deliver(event.bytes);
    }
  };

  const discard = (reason: DiscardReason): void => {
    options.onFrame?.(false);
    options.onDiscard(reason);
  };

  const deliver = (frame: Uint8Array): void => {
    const code = decode(frame);
    frame.fill(0);
    if (code === null) {
      discard('unreadable');
      return;
    }
    options.onFrame?.(true);
    if (!makeScan(code.text, code.aim, lastByteMs)) options.onDiscard('unreadable');
  };

  const watchGap = (): void => {
    cancelGap?.();
    cancelGap = null;
    if (framer.pendingBytes() === 0) return;
    const dueMs = clock.monotonicMs() + options.interByteGapMs;
    cancelGap = scheduler.after(options.interByteGapMs, () => {
      cancelGap = null;
      // Silence is only silence if somebody was listening: after a stall, listen for one more gap.
      if (clock.monotonicMs() - dueMs > lateTimerMs) watchGap();
      else handle(framer.gap());
    });
  };

  return {
    receive(chunk) {
      lastByteMs = clock.monotonicMs();
      const events = framer.push(chunk);
      chunk.fill(0);
      watchGap();
      handle(events);
    },
    reset() {
      cancelGap?.();
      cancelGap = null;
      // What is pending is dropped without a word: the loss of the line has been reported already.
      framer.gap();
    },
  };
}

type Decode = (frame: Uint8Array) => { readonly text: string; readonly aim: string | null } | null;

const decodeCode =
  ({ fallbackCodePage }: ScanRules): Decode =>
  (frame) => {
    const { aim, body } = splitAimIdentifier(frame);
    return { text: decodeText(body, fallbackCodePage), aim };
  };

function frameRules(options: LineScannerOptions): { framer: Framer; decode: Decode } {
  const { prefix, suffix, framing = 'line', scanRules = plainScans } = options;
  switch (framing) {
    case 'line':
      return {
        framer: createFramer({ prefix, suffix, maxFrameBytes: maxScanBytes }),
        decode: decodeCode(scanRules),
      };
    case 'rdm6300':
      return {
        framer: createFramer({ prefix: Uint8Array.of(2), suffix: Uint8Array.of(3), maxFrameBytes: 64 }),
        decode: (frame) => withoutAim(decodeRdm6300(frame)),
      };
    case 'rdm6300-binary':
      return {
        framer: createRdm6300BinaryFramer(),
        decode: (frame) => withoutAim(Buffer.from(frame).toString('hex').toUpperCase()),
      };
  }
}

const withoutAim = (text: string | null): ReturnType<Decode> => (text === null ? null : { text, aim: null });
