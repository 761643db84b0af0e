import { createHmac } from 'node:crypto';

/**
 * Codes of an app that change every so many seconds (RFC 6238, HMAC-SHA-256), so that a photograph of somebody's
 * code is worth nothing a minute later. Checked at the till without the hub.
 */
export interface RotatingCodeSettings {
  readonly digits: 6 | 8;
  readonly periodSeconds: number;
  /** How many periods before and after the present one still count: clocks of phones and tills differ. */
  readonly toleratedPeriods: number;
}

/** The value of RFC 4226 for one counter. */
export function rotatingCodeAt(key: Uint8Array, counter: number, digits: 6 | 8): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha256', key).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The counter whose value this is, near the time; null when the code is wrong or too old. */
export function findRotatingCounter(
  code: string,
  key: Uint8Array,
  wallMs: number,
  settings: RotatingCodeSettings,
): number | null {
  const present = Math.floor(wallMs / 1000 / settings.periodSeconds);
  for (let distance = 0; distance <= settings.toleratedPeriods; distance++) {
    for (const counter of distance === 0 ? [present] : [present - distance, present + distance]) {
      if (counter >= 0 && rotatingCodeAt(key, counter, settings.digits) === code) return counter;
    }
  }
  return null;
}

/** A card's own key out of the chain's: the app is given its card's, a till makes it when it needs it. */
export function rotatingKeyOfCard(chainKey: Uint8Array, card: string): Uint8Array {
  return createHmac('sha256', chainKey).update(`kopilka rotating code\n${card}`, 'utf8').digest();
}

/**
 * What a till says of a rotating code. `cannot-check`: it has no key yet, or its disk cannot keep that the code was used.
 */
export type RotatingVerdict = 'valid' | 'wrong-or-old' | 'used' | 'cannot-check';
export type CheckRotatingCode = (
  card: string,
  code: string,
  settings: RotatingCodeSettings,
) => RotatingVerdict;

/** A code that is to count once. `card` is a keyed hash: the number of a card is kept nowhere for this. */
export interface CodeInUse {
  readonly card: string;
  readonly counter: number;
  /** Wall time from which it is refused for its age. */
  readonly untilMs: number;
}

/**
 * Takes a code: `used` where it or a newer one of the card was taken before. Only what is kept for good counts as taken:
 * `not-kept` otherwise.
 */
export type TakeCodeOnce = (code: CodeInUse, nowMs: number) => 'first' | 'used' | 'not-kept';

/** How long the code of a scan that was just accepted may be scanned again: the reader repeats, the cashier too. */
const sameScanMs = 3000;

/** A till's checker: keys from the chain's, each code once. */
export function createRotatingChecker(options: {
  readonly chainKey: () => Uint8Array | null;
  readonly wallMs: () => number;
  readonly takeOnce: TakeCodeOnce;
}): CheckRotatingCode {
  let lastScan = { card: '', code: '', atMs: Number.NEGATIVE_INFINITY };
  return (card, code, settings) => {
    const chainKey = options.chainKey();
    if (chainKey === null) return 'cannot-check';
    const nowMs = options.wallMs();
    if (lastScan.card === card && lastScan.code === code && Math.abs(nowMs - lastScan.atMs) < sameScanMs) {
      return 'valid';
    }
    const counter = findRotatingCounter(code, rotatingKeyOfCard(chainKey, card), nowMs, settings);
    if (counter === null) return 'wrong-or-old';
    const { periodSeconds, toleratedPeriods } = settings;
    const untilMs = (counter + toleratedPeriods + 1) * periodSeconds * 1000;
    const used = options.takeOnce({ card: nameOfUse(chainKey, card, settings), counter, untilMs }, nowMs);
    if (used === 'used') return 'used';
    if (used === 'not-kept') return 'cannot-check';
    lastScan = { card, code, atMs: nowMs };
    return 'valid';
  };
}

/** Counters of one card mean the same only where codes change at the same pace. */
function nameOfUse(chainKey: Uint8Array, card: string, settings: RotatingCodeSettings): string {
  const kind = `${settings.digits} ${settings.periodSeconds}`;
  return createHmac('sha256', chainKey)
    .update(`kopilka used code\n${kind}\n${card}`, 'utf8')
    .digest('base64');
}
