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
 * member is erased. A link that leads to nobody any more (erased, merged) counts as none.
 */
export function createMemberLinks(
  { store, clock }: Pick<IntegrationParts, 'store' | 'clock'>,
  vendor: string,
): MemberLinks {
  const operationOf = (externalId: string): string => derivedUuid(vendor, 'link', externalId);
  return {
    find(externalId) {
      const stored = store.answer(operationOf(externalId));
      if (stored === null) return null;
      const { member } = JSON.parse(stored.answer) as { readonly member: string | null };
      return member !== null && store.member(member) !== null ? member : null;
    },
    remember(externalId, memberId) {
      const operationId = operationOf(externalId);
      if (store.answer(operationId) !== null) return;
      const bodyHash = callHash(`${vendor}-link`, externalId, null);
      const answer = JSON.stringify({ member: memberId });
      const atMs = Math.round(clock.wallMs());
      store.transaction((writer) => writer.putAnswer({ operationId, bodyHash, answer, memberId, atMs }));
    },
  };
}
