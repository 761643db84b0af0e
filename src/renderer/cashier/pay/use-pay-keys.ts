import { useEffect, useEffectEvent } from 'react';
import type { Payment } from './use-payment.ts';

/** The payment by keyboard: digits type the cash, arrows change the tender, F8 or Enter pays. */
export function usePayKeys(payment: Payment): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const onButton = event.target instanceof HTMLButtonElement;
    const inField = event.target instanceof HTMLInputElement && event.target.type !== 'radio';
    // A dialog over this screen has its own keys.
    if (inField) return;
    if (event.key === 'F8' || (event.key === 'Enter' && !onButton)) payment.pay();
    else if (event.key === 'Escape') payment.back();
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') payment.other();
    else if (event.key === 'Backspace') payment.erase();
    else if (/^[0-9.,]$/.test(event.key)) payment.press(event.key);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
