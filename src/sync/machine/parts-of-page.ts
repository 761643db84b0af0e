import type { PullResult, PushResult } from '../../contracts/sync.ts';

/**
 * A part of a page that is a page itself: `count` changes from `from` on, with the cursor of the last one. Only the last
 * part is as the hub sent it, with what it tells beside the changes. `next`: where the part behind begins; null: none.
 */
export function partOfPage(
  page: PullResult,
  from: number,
  count: number,
): { readonly part: PullResult; readonly next: number | null } {
  const next = from + count;
  if (next >= page.changes.length)
    return { part: { ...page, changes: page.changes.slice(from) }, next: null };
  const { stream, appliedSequence, hubTimeMs } = page;
  const changes = page.changes.slice(from, next);
  const cursor = changes.at(-1)?.cursor ?? page.cursor;
  return { part: { stream, changes, cursor, more: true, appliedSequence, hubTimeMs }, next };
}

/** The same of an answer to a push: each verdict is taken once, the countersigned head with every part. */
export function partOfVerdicts(
  result: PushResult,
  from: number,
  count: number,
): { readonly part: PushResult; readonly next: number | null } {
  const next = from + count;
  const part = { ...result, verdicts: result.verdicts.slice(from, next) };
  return { part, next: next >= result.verdicts.length ? null : next };
}
