import type { PullResult } from '../../contracts/sync.ts';

/** Changes written at once: about two milliseconds of members, which is what a register may have to wait. */
const changesAtOnce = 50;

/**
 * A page in parts that are pages themselves: each with the cursor of its last change, and only the last one as the hub
 * sent it, with what it tells beside the changes. An empty page is one part.
 */
export function partsOfPage(page: PullResult): PullResult[] {
  const { stream, appliedSequence, hubTimeMs } = page;
  const parts: PullResult[] = [];
  let from = 0;
  for (; from + changesAtOnce < page.changes.length; from += changesAtOnce) {
    const changes = page.changes.slice(from, from + changesAtOnce);
    const cursor = changes.at(-1)?.cursor ?? page.cursor;
    parts.push({ stream, changes, cursor, more: true, appliedSequence, hubTimeMs });
  }
  return [...parts, { ...page, changes: page.changes.slice(from) }];
}
