const STORAGE_KEY = 'kopilka.token';

/** The parts of a page that the token passes through. */
export type TokenPlaces = {
  readonly hash: string;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly clearHash: () => void;
};

/**
 * The secret of this window: from `#token=…` at the first visit, from the tab's own storage after a reload. It is
 * taken out of the address at once, since the address bar can be read over the counter.
 */
export function takeToken(places: TokenPlaces): string {
  const given = new URLSearchParams(places.hash.replace(/^#/, '')).get('token');
  if (given === null) return places.storage.getItem(STORAGE_KEY) ?? '';
  places.storage.setItem(STORAGE_KEY, given);
  places.clearHash();
  return given;
}
