const STORAGE_KEY = 'kopilka.console.token';

/** A token as the hub makes them; anything else would not even fit its header. */
export const isToken = (text: string): boolean => /^[\w-]{20,100}$/.test(text);

type Places = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The token of this tab. It ends with the tab, and no other tab or window reads it. */
export const keptToken = (storage: Places): string | null => {
  const kept = storage.getItem(STORAGE_KEY);
  return kept !== null && isToken(kept) ? kept : null;
};
export const keepToken = (storage: Places, token: string): void => storage.setItem(STORAGE_KEY, token);
export const forgetToken = (storage: Places): void => storage.removeItem(STORAGE_KEY);
