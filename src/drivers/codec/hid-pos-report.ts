import { splitAimIdentifier } from './aim-identifier.ts';

/**
 * Where a HID POS scanner (USB HID usage page 0x8C, "Point of Sale Usage Tables" 1.02) puts a code in its 64-byte
 * input report 2. Makers differ:
 * - `honeywell`: 1 length, 2-4 AIM identifier, 5-60 data, 61 maker's symbology, 63 bit 0 continued;
 * - `without-aim` (Unitech, Quio): 1 length, 2-57 data, 62 symbology, 63 bit 0 continued;
 * - `shifted`: as `honeywell` with the identifier one byte later, so that the data starts at 6.
 */
export type HidPosLayout = 'honeywell' | 'without-aim' | 'shifted';

export interface ReportScan {
  /** A copy the receiver may wipe. */
  readonly data: Uint8Array;
  readonly aim: string | null;
}

export type ReportEvent =
  | { readonly kind: 'scan'; readonly scan: ReportScan }
  | { readonly kind: 'discarded'; readonly reason: 'too-long' | 'unreadable' };

export interface ReportReader {
  /** Takes one whole report, its report id first where the device has one. */
  push(report: Uint8Array): ReportEvent[];
  /** Drops the begun code: what should have continued it did not come. */
  reset(): void;
  pendingBytes(): number;
}

const reportId = 2;
const reportBytes = 64;
const dataRoom: Readonly<Record<HidPosLayout, { aimAt: number | null; from: number; to: number }>> = {
  honeywell: { aimAt: 2, from: 5, to: 61 },
  'without-aim': { aimAt: null, from: 2, to: 58 },
  shifted: { aimAt: 3, from: 6, to: 61 },
};

/** Joins the reports of a code; at most `maxBytes` are kept of one that never ends. */
export function createHidPosReader(layout: HidPosLayout, maxBytes: number): ReportReader {
  const { aimAt, from, to } = dataRoom[layout];
  const buffer = new Uint8Array(maxBytes);
  let length = 0;
  let aim: string | null = null;
  let overflowed = false;

  const reset = (): void => {
    buffer.fill(0, 0, length);
    length = 0;
    aim = null;
    overflowed = false;
  };

  const finish = (): ReportEvent[] => {
    const data = buffer.slice(0, length);
    const given = aim;
    const lost = overflowed;
    reset();
    if (lost) return [{ kind: 'discarded', reason: 'too-long' }];
    if (data.length === 0) return [];
    if (given !== null) return [{ kind: 'scan', scan: { data, aim: given } }];
    // A reader without a field for the identifier may be set up to send it in front of the data.
    const split = splitAimIdentifier(data);
    return [{ kind: 'scan', scan: { data: split.body, aim: split.aim } }];
  };

  return {
    push(report) {
      const said = report[1] ?? 0;
      if (report[0] !== reportId || report.length < reportBytes || said > to - from) {
        reset();
        return [{ kind: 'discarded', reason: 'unreadable' }];
      }
      if (length === 0 && aimAt !== null) aim = aimOf(report.subarray(aimAt, aimAt + 3));
      if (length + said > buffer.length) overflowed = true;
      else {
        buffer.set(report.subarray(from, from + said), length);
        length += said;
      }
      const continues = ((report[63] ?? 0) & 1) === 1;
      return continues ? [] : finish();
    },
    reset,
    pendingBytes: () => length,
  };
}

function aimOf(field: Uint8Array): string | null {
  // The splitter wants data behind the identifier; one byte stands for it.
  return splitAimIdentifier(Uint8Array.of(...field, 0x20)).aim;
}

/** The feature report that makes a Honeywell scanner (vendor 0x0C2E) send its codes to this program. */
export const honeywellActivation: Uint8Array = Uint8Array.of(0xfe, 0x01);
