import type { ReportEvent, ReportReader } from './hid-pos-report.ts';
import { magneticTrack, type TrackNumber } from './magnetic-track.ts';

/**
 * The 337-byte report of a magnetic stripe reader on USB HID (MagTek SureSwipe, IDTech in HID mode; usage page
 * 0xFF00, no report id): 0-2 how each track was decoded, 3-5 its length, 6 the card's encoding, then 110 bytes a
 * track at 7, 117 and 227. Bytes past a track's length are left over from the card before.
 */
const stripeReportBytes = 337;
const trackRoom = 110;
const firstTrackAt = 7;

/** Decode status: bit 0 says that the track could not be read. */
const unreadable = 0x01;
const numbers: readonly TrackNumber[] = [1, 2, 3];

/** One report is one swipe. The report is wiped: most stripes that pass are bank cards. */
export function createStripeReader(): ReportReader {
  return {
    push(report) {
      const events = readSwipe(report);
      report.fill(0);
      return events;
    },
    reset: () => undefined,
    pendingBytes: () => 0,
  };
}

function readSwipe(report: Uint8Array): ReportEvent[] {
  if (report.length !== stripeReportBytes) return [{ kind: 'discarded', reason: 'unreadable' }];
  // The rules of the chain judge every track; here nobody knows which one is the chain's.
  const text = numbers.map((track) => readTrack(report, track) ?? '').join('');
  if (text === '') return [{ kind: 'discarded', reason: 'unreadable' }];
  return [{ kind: 'scan', scan: { data: Uint8Array.from(Buffer.from(text, 'latin1')), aim: null } }];
}

function readTrack(report: Uint8Array, track: TrackNumber): string | null {
  const length = report[2 + track] ?? 0;
  const status = report[track - 1] ?? unreadable;
  if (length === 0 || length > trackRoom || (status & unreadable) !== 0) return null;
  const start = firstTrackAt + (track - 1) * trackRoom;
  return magneticTrack(Buffer.from(report.subarray(start, start + length)).toString('latin1'), track);
}
