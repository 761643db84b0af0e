import { useEffect, useEffectEvent } from 'react';
import { freshQuote } from './state/sale-state.ts';
import { useTill } from './till-context.ts';

export type DialogName =
  | 'member'
  | 'customer'
  | 'goods'
  | 'points'
  | 'rewards'
  | 'coupon'
  | 'open'
  | 'return'
  | 'status'
  | 'help';

/** The id of the field into which everything typed outside of another field goes. */
export const SCAN_FIELD_ID = 'scan-field';

export function focusScanField(): void {
  const field = document.getElementById(SCAN_FIELD_ID);
  if (field instanceof HTMLInputElement) field.focus();
}

/** A character typed, not a command: what a keyboard-wedge scanner sends. */
const isTyped = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

type ShortcutsOptions = {
  readonly dialog: DialogName | null;
  readonly open: (dialog: DialogName | null) => void;
  readonly toggleBench: () => void;
  /** Closes the bench where it lies over the cart; null where it does not. */
  readonly leaveBench: (() => void) | null;
};

/** The keys of the whole window. Keys of the payment screen live with it. */
export function useShortcuts({ dialog, open, toggleBench, leaveBench }: ShortcutsOptions): void {
  const { sale, driver, wedge } = useTill();

  const run = (key: string): boolean => {
    const state = sale.get();
    switch (key) {
      case 'F1':
        open(dialog === 'help' ? null : 'help');
        return true;
      case 'F2':
        if (state.phase !== 'selling' && state.phase !== 'paying') return true;
        open(dialog === 'customer' ? null : 'customer');
        return true;
      case 'F3':
        if (state.phase === 'selling') open(dialog === 'goods' ? null : 'goods');
        return true;
      case 'F4': {
        const spendable = freshQuote(state)?.redeem ?? null;
        if (state.phase === 'selling' && state.member !== null && spendable !== null) {
          open(dialog === 'points' ? null : 'points');
        }
        return true;
      }
      case 'F6':
        if (state.phase === 'selling' && state.member !== null) open(dialog === 'rewards' ? null : 'rewards');
        return true;
      case 'F9':
        open(dialog === 'status' ? null : 'status');
        return true;
      case 'F10':
        if (state.phase === 'selling') open(dialog === 'return' ? null : 'return');
        return true;
      case 'F7':
        toggleBench();
        return true;
      case 'F8':
        if (dialog === null && state.phase === 'selling') sale.dispatch({ type: 'pay-asked' });
        return state.phase === 'selling';
      case 'Enter':
        if (state.phase !== 'done' || dialog !== null) return false;
        driver.leave();
        return true;
      default:
        return false;
    }
  };

  const onEscape = (event: KeyboardEvent): void => {
    const { phase, notice } = sale.get();
    // Dialogs close themselves; a filled field is cleared by its own handler.
    if (dialog !== null || event.defaultPrevented || phase !== 'selling') return;
    if (notice !== null) sale.dispatch({ type: 'notice-closed' });
    else leaveBench?.();
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape') onEscape(event);
    else if (event.ctrlKey && event.code === 'KeyZ' && !inField(event.target)) {
      sale.dispatch({ type: 'removal-undone' });
    } else if (event.key === '?' && !inField(event.target) && !wedge.inBurst()) {
      event.preventDefault();
      open('help');
    } else if (run(event.key)) event.preventDefault();
    else if (isTyped(event) && dialog === null && !inField(event.target)) focusScanField();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
