import type {
  CreditOperation,
  PurchaseBody,
  PurchaseOperation,
  ReturnOperation,
} from '../../contracts/sync.ts';

type Owned = { readonly memberId: string };
const renamed = <Item extends Owned>(items: readonly Item[], member: string): Item[] =>
  items.map((item) => ({ ...item, memberId: member }));

/** An operation in the name of the member that its own was merged into. */
export function inNameOf<T extends PurchaseOperation | ReturnOperation | CreditOperation>(
  operation: T,
  member: string,
): T {
  const { body } = operation;
  if (body.member === null || body.member === member) return operation;
  const owned = { member, postings: renamed(body.postings, member), lots: renamed(body.lots, member) };
  const restored = 'restored' in body ? { restored: renamed(body.restored, member) } : {};
  return { ...operation, body: { ...body, ...owned, ...restored } };
}

/** A purchase as its return has to name it: with the lots it spent from, which get their points back. */
export function purchaseInNameOf(body: PurchaseBody, member: string): PurchaseBody {
  const { postings, lots, spentFrom } = body;
  return {
    ...body,
    member,
    postings: renamed(postings, member),
    lots: renamed(lots, member),
    ...(spentFrom === undefined ? {} : { spentFrom: renamed(spentFrom, member) }),
  };
}
