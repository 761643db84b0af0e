import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ManagedCoupon } from '../../contracts/manage.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { couponFlag, couponStateOn } from '../../loyalty/ledger/coupons.ts';
import { instantFromMs } from '../../loyalty/ledger/instant.ts';
import { openZone } from '../../loyalty/time/zone.ts';
import { couponKey } from '../../shared/coupon-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CouponWithUses } from '../store/hub-store.ts';
import type { Guarded } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { readValue } from './read-body.ts';
import { noCoupon } from './refusal-sentences.ts';

const listQuerySchema = z.strictObject({
  after: z.string().max(64).default(''),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** One coupon with its sales, and the list of those a person should look at. */
export function addCouponRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.get(
    '/v1/manage/coupons',
    guarded('read-chain', (request) => listFlagged(parts, request.query)),
  );
  app.get<{ Params: { code: string } }>('/v1/manage/coupons/:code', async (request, reply) =>
    guarded('read-member', () => showCoupon(parts, request.params.code))(request, reply),
  );
}

async function listFlagged(
  parts: HubParts,
  query: unknown,
): Promise<Result<{ coupons: ManagedCoupon[]; next: string | null }, Refusal>> {
  const asked = readValue(listQuerySchema, query);
  if (!asked.ok) return asked;
  const { after, limit } = asked.value;
  const found = await parts.store.flaggedCoupons(couponKey(after), limit);
  const last = found.at(-1);
  const today = await todayOf(parts);
  return ok({
    coupons: found.map((one) => describe(one, today)),
    next: found.length < limit || last === undefined ? null : last.record.code,
  });
}

async function showCoupon(parts: HubParts, code: string): Promise<Result<ManagedCoupon, Refusal>> {
  const found = await parts.store.coupon(couponKey(code));
  if (found === null) return err(refusal('not-found', noCoupon(code)));
  return ok(describe(found, await todayOf(parts)));
}

/** The day in the time zone of the program in force, as tills count it. */
async function todayOf({ programs, clock }: HubParts): Promise<string> {
  const nowMs = Math.floor(clock.wallMs());
  const program = await programs.activeAt(nowMs);
  const offsetSeconds = program === null ? 0 : openZone(program.timezone).offsetAt(Math.floor(nowMs / 1000));
  return instantFromMs(nowMs + offsetSeconds * 1000).slice(0, 10);
}

function describe({ record, issuedBy, uses }: CouponWithUses, today: string): ManagedCoupon {
  return {
    code: record.code,
    series: record.series,
    state: couponStateOn(record, today),
    flag: couponFlag(record),
    member: record.member,
    validUntil: record.validUntil,
    voided: record.voided,
    issuedBy,
    uses: [...uses],
  };
}
