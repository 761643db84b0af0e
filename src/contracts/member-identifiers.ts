import type { MemberRecord } from './sync.ts';

/** `phone`: the keyed hash of the number, hex. */
export type IdentifierKind = 'card' | 'phone';

/** By what a member is found; the keys of every table of identifiers. Each once. */
export const identifiersOf = ({
  cards,
  phoneHash,
}: Pick<MemberRecord, 'cards' | 'phoneHash'>): (readonly [kind: IdentifierKind, value: string])[] => [
  ...[...new Set(cards)].map((card) => ['card', card] as const),
  ...(phoneHash === null ? [] : [['phone', phoneHash] as const]),
];
