/** What HID readers send. */

/** Input report 2 as Honeywell lays it out, of a Code 128. */
export function posReport(data: string, continued = false): Uint8Array {
  const report = new Uint8Array(64).fill(0x2e);
  report[0] = 2;
  report[1] = data.length;
  report.set(Buffer.from(']C0'), 2);
  report.set(Buffer.from(data), 5);
  report[63] = continued ? 1 : 0;
  return report;
}

/** Track 2 alone, and behind it what a longer card left there. */
export function swipe(track: string): Uint8Array {
  const report = new Uint8Array(337).fill(0x35, 117, 227);
  report[4] = track.length;
  report.set(Buffer.from(track), 117);
  return report;
}
