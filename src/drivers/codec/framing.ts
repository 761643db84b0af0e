/**
 * Cuts a stream of bytes into frames: one frame is what a reader sends for one code.
 *
 * A frame ends at the configured suffix or, where the reader sends none, at a silence that the owner of the
 * line reports with `gap()`. The buffer is bounded and wiped after each frame, because a bank card may pass.
 */
export interface FramingRules {
  /**
   * Bytes a frame starts with; what comes before them is noise. Empty: a frame starts with its first byte. One that
   * begins with a control character (STX) is no part of a code: where it comes again the reader has begun anew.
   */
  readonly prefix: Uint8Array;
  /** Bytes a frame ends with. Empty: silence ends it. */
  readonly suffix: Uint8Array;
  /** Longest frame kept, in bytes, prefix and suffix included. */
  readonly maxFrameBytes: number;
}

/** `unreadable`: a frame is there, and its check sum or layout is wrong. */
export type DiscardReason = 'too-long' | 'no-suffix' | 'no-prefix' | 'unreadable';

export type FrameEvent =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'discarded'; readonly reason: DiscardReason };

export interface Framer {
  /** Takes the next bytes in whatever portions they arrive. */
  push(chunk: Uint8Array): FrameEvent[];
  /** The line has been silent for the inter-byte gap. */
  gap(): FrameEvent[];
  /** How many bytes wait for the rest of their frame. */
  pendingBytes(): number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const firstPrintable = 0x20;

const isLineEnd = (byte: number): boolean => byte === lineFeed || byte === carriageReturn;

/** A framer for one connection. The frames it hands out are copies that the receiver may wipe. */
export function createFramer(rules: FramingRules): Framer {
  const buffer = new Uint8Array(Math.max(rules.maxFrameBytes, rules.prefix.length + rules.suffix.length + 1));
  const { prefix, suffix } = rules;
  // A reader set to CR LF where CR was configured leaves a LF in front of the next code: no part of it.
  const skipsLineEnds = suffix.length > 0 && suffix.every(isLineEnd) && prefix.length === 0;
  const beginsAnew = (prefix[0] ?? firstPrintable) < firstPrintable;
  let length = 0;
  let skipping = false;

  const wipe = (): void => {
    buffer.fill(0, 0, length);
    length = 0;
    skipping = false;
  };

  const frameStart = (bodyEnd: number): number => {
    let start = indexOfBytes(buffer, prefix, bodyEnd);
    if (!beginsAnew) return start;
    for (let next = start; next >= 0; next = indexOfBytes(buffer, prefix, bodyEnd, next + 1)) start = next;
    return start;
  };

  const frameOf = (bodyEnd: number): FrameEvent[] => {
    const start = prefix.length === 0 ? 0 : frameStart(bodyEnd);
    const wasSkipping = skipping;
    const body = start < 0 ? null : buffer.slice(start + prefix.length, bodyEnd);
    const hadBytes = bodyEnd > 0;
    wipe();
    if (wasSkipping || !hadBytes) return [];
    if (body === null) return [{ kind: 'discarded', reason: 'no-prefix' }];
    return body.length === 0 ? [] : [{ kind: 'frame', bytes: body }];
  };

  const overflow = (): FrameEvent[] => {
    // The tail stays, so that a suffix lying across the border is still found.
    const tail = buffer.slice(Math.max(0, length - Math.max(0, suffix.length - 1)), length);
    const first = !skipping;
    wipe();
    buffer.set(tail);
    length = tail.length;
    skipping = true;
    return first ? [{ kind: 'discarded', reason: 'too-long' }] : [];
  };

  return {
    push(chunk) {
      const events: FrameEvent[] = [];
      for (const byte of chunk) {
        if (length === 0 && !skipping && skipsLineEnds && isLineEnd(byte)) continue;
        if (length === buffer.length) events.push(...overflow());
        buffer[length++] = byte;
        if (suffix.length > 0 && endsWith(buffer, length, suffix)) {
          events.push(...frameOf(length - suffix.length));
        }
      }
      return events;
    },
    gap() {
      if (length === 0 && !skipping) return [];
      if (suffix.length === 0) return frameOf(length);
      const wasSkipping = skipping;
      wipe();
      // Half a code is worse than none: a cut EAN-13 can pass as an EAN-8.
      return wasSkipping ? [] : [{ kind: 'discarded', reason: 'no-suffix' }];
    },
    pendingBytes: () => length,
  };
}

function endsWith(buffer: Uint8Array, length: number, tail: Uint8Array): boolean {
  if (length < tail.length) return false;
  for (let index = 0; index < tail.length; index++) {
    if (buffer[length - tail.length + index] !== tail[index]) return false;
  }
  return true;
}

function indexOfBytes(buffer: Uint8Array, sought: Uint8Array, end: number, from = 0): number {
  for (let start = from; start + sought.length <= end; start++) {
    let index = 0;
    while (index < sought.length && buffer[start + index] === sought[index]) index++;
    if (index === sought.length) return start;
  }
  return -1;
}
