import type { FrameEvent, Framer } from './framing.ts';

/**
 * 125 kHz readers of the RDM6300 family. In ASCII a card is `02`, ten hexadecimal digits (a version byte and the
 * four bytes of the number), two digits of their XOR, `03`, sent again every 50 ms while the card lies there.
 * The binary variant is `02`, the frame's length, a card type, the number's bytes, the XOR of all since the
 * length, `03`.
 */
const hexadecimal = /^[0-9A-Fa-f]{12}$/;

/** The ten digits between `02` and `03` in capitals, null where the check sum does not hold. */
export function decodeRdm6300(body: Uint8Array): string | null {
  const text = Buffer.from(body).toString('latin1');
  if (!hexadecimal.test(text)) return null;
  const bytes = Buffer.from(text, 'hex');
  return xorOf(bytes) === 0 ? text.slice(0, 10).toUpperCase() : null;
}

const startByte = 0x02;
const endByte = 0x03;
/** Start, length, type, one byte of number, check, end; and more than the longest known card number. */
const shortest = 6;
const longest = 32;

/**
 * Frames of the binary variant. `03` may be part of a number, so the length decides; what does not fit is searched
 * byte by byte for the next start. A frame's bytes are the number's.
 */
export function createRdm6300BinaryFramer(): Framer {
  let pending: number[] = [];

  const takeFrame = (): FrameEvent | null => {
    while (pending.length > 0) {
      const [start, length] = pending;
      if (start !== startByte || (length !== undefined && (length < shortest || length > longest))) {
        pending.shift();
        continue;
      }
      if (length === undefined || pending.length < length) return null;
      const frame = pending.slice(0, length);
      if (frame.at(-1) !== endByte || xorOf(frame.slice(1, -1)) !== 0) {
        pending.shift();
        continue;
      }
      pending = pending.slice(length);
      return { kind: 'frame', bytes: Uint8Array.from(frame.slice(3, -2)) };
    }
    return null;
  };

  return {
    push(chunk) {
      const events: FrameEvent[] = [];
      for (const byte of chunk) {
        pending.push(byte);
        for (let frame = takeFrame(); frame !== null; frame = takeFrame()) events.push(frame);
      }
      return events;
    },
    gap() {
      const began = pending.length > 0;
      pending = [];
      return began ? [{ kind: 'discarded', reason: 'unreadable' }] : [];
    },
    pendingBytes: () => pending.length,
  };
}

function xorOf(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}
