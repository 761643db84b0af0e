import { callHash } from '../../checkout/replay.ts';
import { derivedUuid } from './derived-uuid.ts';
import type { IntegrationParts } from './parts.ts';

/** Which member another system means by its own id, kept through restarts. */
export type MemberLinks = {
  readonly find: (externalId: string) => string | null;
  readonly remember: (externalId: string, memberId: string) => void;
};

/**
 * Links lie among the stored answers, as what was once answered about that id: there they are durable, and go when the
 * member is erased. An answer is never written over: a link that leads to nobody any more (erased, merged) is followed by
 * the next one, so that the id is learned again.
 */
export function createMemberLinks(
  { store, clock }: Pick<IntegrationParts, 'store' | 'clock'>,
  vendor: string,
): MemberLinks {
  const operationOf = (externalId: string, number: number): string =>
    derivedUuid(vendor, 'link', externalId, ...(number === 0 ? [] : [String(number)]));
  /** The member that the last link leads to, else where the next one goes. */
  const follow = (externalId: string): { readonly member: string } | { readonly next: string } => {
    for (let number = 0; ; number += 1) {
      const operationId = operationOf(externalId, number);
      const stored = store.answer(operationId);
      if (stored === null) return { next: operationId };
      const { member } = JSON.parse(stored.answer) as { readonly member: string | null };
      if (member !== null && store.member(member) !== null) return { member };
    }
  };
  return {
    find(externalId) {
      const found = follow(externalId);
      return 'member' in found ? found.member : null;
    },
    remember(externalId, memberId) {
      const found = follow(externalId);
      if ('member' in found) return;
      const operationId = found.next;
      const bodyHash = callHash(`${vendor}-link`, externalId, null);
      const answer = JSON.stringify({ member: memberId });
      const atMs = Math.round(clock.wallMs());
      store.transaction((writer) => writer.putAnswer({ operationId, bodyHash, answer, memberId, atMs }));
    },
  };
}
