import { useEffect, useEffectEvent } from 'react';
import { freshQuote, type SaleState } from './state/sale-state.ts';
import { useTill } from './till-context.ts';

export type DialogName =
  | 'member'
  | 'credit'
  | 'customer'
  | 'goods'
  | 'points'
  | 'rewards'
  | 'coupon'
  | 'open'
  | 'return'
  | 'setup'
  | 'drawer'
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

/** The dialog of a key; null while that one has no place, undefined for keys that have none. */
function dialogOfKey(key: string, state: SaleState): DialogName | null | undefined {
  const selling = state.phase === 'selling';
  const withMember = selling && state.member !== null;
  switch (key) {
    case 'F1':
      return 'help';
    case 'F2':
      return selling || state.phase === 'paying' ? 'customer' : null;
    case 'F3':
      return selling ? 'goods' : null;
    case 'F4':
      return withMember && (freshQuote(state)?.redeem ?? null) !== null ? 'points' : null;
    case 'F6':
      return withMember ? 'rewards' : null;
    case 'F9':
      return 'status';
    case 'F10':
      return selling ? 'return' : null;
    case 'F12':
      return 'drawer';
    default:
      return undefined;
  }
}

/** The keys of the whole window. Keys of the payment screen live with it. */
export function useShortcuts({ dialog, open, toggleBench, leaveBench }: ShortcutsOptions): void {
  const { sale, driver, wedge } = useTill();

  const run = (key: string): boolean => {
    const state = sale.get();
    const name = dialogOfKey(key, state);
    if (name !== undefined) {
      if (name !== null) open(dialog === name ? null : name);
      return true;
    }
    switch (key) {
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
