export const pages = ['overview', 'programs', 'members', 'audit', 'tokens'] as const;
export type PageName = (typeof pages)[number];
/** `part`: what stands open on the page, such as the number of a pack. */
export type Route = { readonly page: PageName | null; readonly part: string | null };

/** `#/programs/12` as a page and what is open on it; a page nobody knows is null. */
export function readRoute(hash: string): Route {
  const [, name = '', part = ''] = hash.split('/');
  const page = pages.find((one) => one === name) ?? null;
  return { page, part: decoded(part) };
}

/** Null for what is no text: an address can be cut off when it is copied. */
function decoded(part: string): string | null {
  try {
    return part === '' ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
}

export const addressOf = (page: PageName, part?: string): string =>
  part === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(part)}`;
