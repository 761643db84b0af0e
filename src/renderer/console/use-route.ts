import { useSyncExternalStore } from 'react';
import { addressOf, type PageName, type Route, readRoute } from './routes.ts';

export const goTo = (page: PageName, part?: string): void => {
  location.hash = addressOf(page, part);
};

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Where the address says one is: the browser's own way back works. */
export const useRoute = (): Route => readRoute(useSyncExternalStore(subscribe, () => location.hash));
