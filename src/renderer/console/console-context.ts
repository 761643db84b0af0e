import { createContext, use } from 'react';
import type { SignedIn } from '../../contracts/console.ts';
import { assert } from '../../shared/assert.ts';
import type { HubClient } from './hub-client.ts';

export type ConsoleParts = {
  readonly client: HubClient;
  readonly me: SignedIn;
  /** The hub is asked again who this is: a pack may have brought other wallets. */
  readonly reloadMe: () => Promise<void>;
  readonly signOut: () => void;
};

export const ConsoleContext = createContext<ConsoleParts | null>(null);

export function useConsole(): ConsoleParts {
  const parts = use(ConsoleContext);
  assert(parts !== null, 'a page of the console stands inside of it');
  return parts;
}
export const useHub = (): HubClient => useConsole().client;
export const useMay = (right: string): boolean => useConsole().me.rights.includes(right);
