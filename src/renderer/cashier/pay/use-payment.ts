import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { formatScaled, parseScaled } from '../../kit/money.ts';
import { freshQuote, type Tender } from '../state/sale-state.ts';
import { useSale, useTill } from '../till-context.ts';

/** Longest sum that is typed, in characters. */
const LONGEST_SUM = 12;
/** No till gives more change than this; such a sum is a slip of the finger or a code that was typed. */
const MOST_CHANGE_MINOR = 10_000_000;

/** The payment being entered: tender, cash handed over, and what may be done. Amounts in minor units. */
export function usePayment() {
  const { sale, driver, wedge } = useTill();
  const state = useSale();
  const [type, choose] = useState<Tender['type']>('cash');
  const [given, setGiven] = useState('');
  const netMinor = state.quoted?.quote.totals.net ?? 0;
  const confirming = state.phase === 'confirming';
  // Digits of a scanned code are no money: the sum goes back to what was typed before them.
  const beforeBurst = useRef('');
  const remember = useEffectEvent(() => {
    beforeBurst.current = given;
  });
  useEffect(() => wedge.onBegin(() => remember()), [wedge]);
  useEffect(() => wedge.onTakeBack(() => setGiven(beforeBurst.current)), [wedge]);
  // Nothing typed means the exact sum: one key less for most receipts.
  const givenMinor = type === 'card' || given === '' ? netMinor : parseScaled(given, 2);
  const tooMuch = givenMinor !== null && givenMinor - netMinor > MOST_CHANGE_MINOR;
  const enough = givenMinor !== null && givenMinor >= netMinor && !tooMuch;
  const ready = !confirming && enough && freshQuote(state) !== null;
  return {
    type,
    choose,
    given,
    netMinor,
    changeMinor: (givenMinor ?? 0) - netMinor,
    confirming,
    enough,
    tooMuch,
    ready,
    give: (sumMinor: number) => setGiven(formatScaled(sumMinor, 2, 'ru').replace(/\s/g, '')),
    press: (key: string) => {
      if (type !== 'cash' || confirming) return;
      setGiven((now) => (now + key).slice(0, LONGEST_SUM));
    },
    erase: () => setGiven((now) => now.slice(0, -1)),
    other: () => choose(type === 'cash' ? 'card' : 'cash'),
    back: () => sale.dispatch({ type: 'pay-left' }),
    pay: () => {
      if (ready) driver.confirm({ type, givenMinor });
    },
  };
}
export type Payment = ReturnType<typeof usePayment>;
