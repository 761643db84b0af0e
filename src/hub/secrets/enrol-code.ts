import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { EnrolCodeRecord } from '../store/records.ts';

/** No letters or digits that people mistake for each other. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 8;
/** The first characters name the code, so that wrong tries are counted against it and not against every code. */
const selectorLength = 3;
export const ENROL_CODE_LIFE_MS = 10 * 60_000;
const tries = 5;

const randomText = (length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

const hashCode = (code: string): string => createHash('sha256').update(`enrol:${code}`, 'utf8').digest('hex');

/** As people type it: any case, with spaces or dashes. */
export const normalizeCode = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, '');
export const selectorOf = (code: string): string => code.slice(0, selectorLength);

/** A new code and the record that stands for it; the code itself is shown once and not stored. */
export function makeEnrolCode(
  tillId: string,
  nowMs: number,
  selectorTaken: (selector: string) => boolean,
): { code: string; record: EnrolCodeRecord } {
  let code = randomText(codeLength);
  while (selectorTaken(selectorOf(code))) code = randomText(codeLength);
  const record = {
    selector: selectorOf(code),
    codeHash: hashCode(code),
    tillId,
    expiresAtMs: nowMs + ENROL_CODE_LIFE_MS,
    triesLeft: tries,
  };
  return { code, record };
}

/** What a typed code is worth against the record that its first characters name. */
export function judgeEnrolCode(
  code: string,
  record: EnrolCodeRecord | null,
  nowMs: number,
): 'unknown' | 'wrong' | 'right' {
  if (record === null || nowMs >= record.expiresAtMs) return 'unknown';
  const same = timingSafeEqual(Buffer.from(hashCode(code), 'hex'), Buffer.from(record.codeHash, 'hex'));
  return same ? 'right' : 'wrong';
}
