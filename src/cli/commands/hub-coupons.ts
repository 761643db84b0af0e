import { couponListSchema, type ManagedCoupon, managedCouponSchema } from '../../contracts/manage.ts';
import type { Command } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubCouponsCommand: Command = {
  name: 'hub coupons',
  summary: 'lists coupons that were used twice or though void, or shows one with its sales',
  arguments: '[CODE]',
  options: hubOptions,
  example: 'kopilka hub coupons NEXT-7F3K-9QWE-2MND --token T',
  run: async (context) => {
    const call = hubCall(context);
    const [code] = context.positionals;
    const coupons =
      code === undefined
        ? await allFlagged(call)
        : [await call(`/v1/manage/coupons/${encodeURIComponent(code)}`, null, managedCouponSchema)];
    if (context.json) context.out(JSON.stringify({ coupons }));
    else if (coupons.length === 0) context.out('No coupon needs a look.');
    for (const coupon of context.json ? [] : coupons) {
      for (const line of linesOf(coupon)) context.out(line);
    }
    return 0;
  },
};

async function allFlagged(call: ReturnType<typeof hubCall>): Promise<ManagedCoupon[]> {
  const all: ManagedCoupon[] = [];
  let after: string | null = '';
  while (after !== null) {
    const path: string = `/v1/manage/coupons?after=${encodeURIComponent(after)}`;
    const page: { coupons: ManagedCoupon[]; next: string | null } = await call(path, null, couponListSchema);
    all.push(...page.coupons);
    after = page.next;
  }
  return all;
}

function linesOf({ code, state, flag, member, validUntil, issuedBy, uses }: ManagedCoupon): string[] {
  const sale = (what: string, { till, at, purchaseId, netMinor }: ManagedCoupon['uses'][number]): string =>
    `  ${what}  till ${till}  ${at}  purchase ${purchaseId}  ${(netMinor / 100).toFixed(2)}`;
  return [
    `${code}  ${flag ?? state}  member ${member ?? 'none'}  good until ${validUntil ?? 'unknown'}`,
    ...(issuedBy === null ? [] : [sale('made', issuedBy)]),
    ...uses.map((use) => sale('used', use)),
  ];
}
