import { canonicalCardNumber } from '../../shared/card-number.ts';
import type { Clock } from '../../shared/ports.ts';
import { bareCode } from '../codec/bare-code.ts';
import { usualCodePage } from '../codec/decode-text.ts';
import { stripPassType } from '../codec/pass-type.ts';
import type { ScannerConfig } from '../config.ts';
import type { DecodedScan } from './decoded-scan.ts';
import { createRepeatHoldOff } from './repeat-hold-off.ts';

export type ScanRules = Pick<
  ScannerConfig,
  'numbers' | 'passTypeCharacters' | 'repeatHoldOffMs' | 'fallbackCodePage'
>;

/** A reader that sends its codes as they are. */
export const plainScans: ScanRules = {
  numbers: null,
  passTypeCharacters: '',
  repeatHoldOffMs: 0,
  fallbackCodePage: usualCodePage,
};

/** False when the text is no number in the spelling the reader is set up for. */
export type MakeScan = (text: string, aim: string | null, receivedAtMonotonicMs: number) => boolean;

/** What every reader's codes go through last: line ends and pass-type character off, card number spelled one way, repetitions held off. */
export function createScanMaker(
  deviceId: string,
  rules: ScanRules,
  clock: Clock,
  onScan: (scan: DecodedScan) => void,
): MakeScan {
  const isNew = createRepeatHoldOff(rules.repeatHoldOffMs);
  return (text, aim, receivedAtMonotonicMs) => {
    const bare = bareCode(text);
    // An empty line is no code.
    if (bare === '') return true;
    const payload = stripPassType(bare, rules.passTypeCharacters);
    const spelled = rules.numbers === null ? payload : canonicalCardNumber(payload, rules.numbers);
    if (spelled === null) return false;
    if (isNew(spelled, clock.monotonicMs())) {
      onScan({ deviceId, text: spelled, aim, receivedAtMonotonicMs });
    }
    return true;
  };
}
