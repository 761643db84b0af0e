import type { Clock } from '../../shared/ports.ts';
import { splitAimIdentifier } from '../codec/aim-identifier.ts';
import { decodeText } from '../codec/decode-text.ts';
import { createFramer, type DiscardReason, type FrameEvent } from '../codec/framing.ts';
import type { Scheduler } from '../scheduler.ts';
import type { DecodedScan } from './decoded-scan.ts';

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
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly onScan: (scan: DecodedScan) => void;
  readonly onDiscard: (reason: DiscardReason) => void;
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
  const framer = createFramer({
    prefix: options.prefix,
    suffix: options.suffix,
    maxFrameBytes: maxScanBytes,
  });
  let cancelGap: (() => void) | null = null;
  let lastByteMs = 0;

  const handle = (events: readonly FrameEvent[]): void => {
    for (const event of events) {
      if (event.kind === 'discarded') options.onDiscard(event.reason);
      else deliver(event.bytes);
    }
  };

  const deliver = (frame: Uint8Array): void => {
    const { aim, body } = splitAimIdentifier(frame);
    const text = decodeText(body);
    frame.fill(0);
    options.onScan({ deviceId: options.deviceId, text, aim, receivedAtMonotonicMs: lastByteMs });
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
