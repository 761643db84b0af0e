import { createHmac } from 'node:crypto';
import { readPhone, usualCountry } from '../contracts/phone.ts';
import { splitAimIdentifier } from '../drivers/codec/aim-identifier.ts';
import { demoRecogniserRules } from '../drivers/recogniser/demo-rules.ts';
import { type RecogniserHelp, type Recognition, recognise } from '../drivers/recogniser/recognise.ts';
import { createRotatingChecker, type TakeCodeOnce } from '../drivers/recogniser/rotating-code.ts';
import { type RecogniserRules, recogniserRulesSchema } from '../drivers/recogniser/rules.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import type { TillStore } from '../store/till-store.ts';

/**
 * What the chain says about codes and phones. Rules are parsed once per change of the config; a chain that has not
 * set any gets the usual ones, and rules this version cannot read leave the last good ones in force.
 */
export function createChainRules(store: TillStore, onUnreadable: () => void) {
  let source: unknown;
  let rules: RecogniserRules = demoRecogniserRules;
  const current = (): RecogniserRules => {
    const given = store.config.get()?.recogniser ?? null;
    const text = JSON.stringify(given);
    if (text === source) return rules;
    source = text;
    if (given === null) rules = demoRecogniserRules;
    else {
      const parsed = recogniserRulesSchema.safeParse(given);
      if (parsed.success) rules = parsed.data;
      else onUnreadable();
    }
    return rules;
  };
  const checkRotating = createRotatingChecker({
    chainKey: () => {
      const identity = store.identity.get();
      return identity === null ? null : Buffer.from(identity.phoneKey, 'base64');
    },
    wallMs: systemClock.wallMs,
    takeOnce: takeOnceIn(store),
  });
  const help: RecogniserHelp = {
    checkRotating,
    readPhone: (text) => readPhone(text, store.config.get()?.phoneCountry ?? usualCountry),
  };
  return {
    current,
    /** A register may pass a scan on as its reader sent it, AIM identifier included. */
    recognise: (text: string, aim: string | null): Recognition => {
      if (aim !== null) return recognise({ text, aim }, current(), help);
      const split = splitAimIdentifier(Buffer.from(text, 'utf8'));
      return recognise({ text: Buffer.from(split.body).toString('utf8'), aim: split.aim }, current(), help);
    },
    /** HMAC-SHA-256 under the chain's phone key, as the hub indexes phones; null before enrolment. */
    phoneHash: (e164: string): string | null => {
      const identity = store.identity.get();
      if (identity === null) return null;
      return createHmac('sha256', Buffer.from(identity.phoneKey, 'base64'))
        .update(e164, 'utf8')
        .digest('hex');
    },
  };
}

/** A disk that does not serve must not end the till over a scan. */
const takeOnceIn =
  (store: TillStore): TakeCodeOnce =>
  (code, nowMs) => {
    try {
      return store.usedCodes.use(code, nowMs) ? 'first' : 'used';
    } catch (error) {
      if (error instanceof DatabaseFailure) return 'not-kept';
      throw error;
    }
  };
