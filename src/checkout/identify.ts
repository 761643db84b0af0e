import { callingCodeOf, readPhone } from '../contracts/phone.ts';
import type { IdentifyRequest, IdentifyResult } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { idSchema } from '../contracts/scalars.ts';
import { instantFromMs } from '../loyalty/ledger/instant.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { type SeenCoupon, seeCoupon } from './coupons.ts';
import type { LookUpGuard } from './look-up-guard.ts';
import { maskPhone, maskUnknownCode } from './masks.ts';
import { memberView } from './member-view.ts';
import type { CheckoutPorts, KnownMember, LoyaltyIdentifier, Recognition } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { phoneCountryOf, saleMember, saleTimeMs } from './sale-member.ts';

export type Identify = (request: IdentifyRequest) => Result<IdentifyResult, Refusal>;

/**
 * Who stands at the till: from raw scan text, a typed phone or card, or a token of an app. Writes nothing. `lookUps`:
 * null for a sale that has been made, which no bound may keep from its member.
 */
export function createIdentify(
  ports: CheckoutPorts,
  pricing: Pricing,
  lookUps: LookUpGuard | null,
): Identify {
  return (request) => {
    if (ports.store.identity.get() === null) {
      return err(refusal('unavailable', 'The till is not enrolled yet, so it knows no members.'));
    }
    const result = identify(ports, pricing, request);
    if (result.result === 'not-loyalty' || result.result === 'payment-card') return ok(result);
    const refused = lookUps?.(request, result.result !== 'unknown') ?? null;
    return refused === null ? ok(result) : err(refused);
  };
}

function identify(ports: CheckoutPorts, pricing: Pricing, request: IdentifyRequest): IdentifyResult {
  if ('phone' in request) return byPhone(ports, pricing, request.phone);
  if ('card' in request) return byCard(ports, pricing, request.card);
  if ('token' in request) return byText(ports, pricing, request.token, null);
  return byText(ports, pricing, request.scan, request.aim ?? null);
}

/** No phone, or nobody's: then what was typed may be the number of a card. */
function byPhone(ports: CheckoutPorts, pricing: Pricing, text: string): IdentifyResult {
  const e164 = readPhone(text, phoneCountryOf(ports));
  if (e164 === null) return byCard(ports, pricing, text);
  const found = byIdentifiers(ports, pricing, [{ type: 'phone', value: e164 }]);
  // Ten digits from under a chip card, typed by a person, look like a phone as well.
  const cards = found.result === 'unknown' ? ports.store.findMembers('card', text.trim()) : [];
  return cards.length > 0 ? outcome(ports, pricing, cards, text.trim()) : found;
}

function byCard(ports: CheckoutPorts, pricing: Pricing, text: string): IdentifyResult {
  const card = text.trim();
  const ids = ports.store.findMembers('card', card);
  return ids.length > 0 ? outcome(ports, pricing, ids, card) : byText(ports, pricing, card, null);
}

function byText(ports: CheckoutPorts, pricing: Pricing, text: string, aim: string | null): IdentifyResult {
  const recognition: Recognition = ports.recognise(text, aim);
  switch (recognition.kind) {
    case 'loyalty':
      return byIdentifiers(ports, pricing, [recognition.identifier]);
    case 'ambiguous':
      return byIdentifiers(ports, pricing, recognition.identifiers);
    case 'goods':
      return { result: 'not-loyalty', code: recognition.code };
    case 'payment-card':
      return { result: 'payment-card' };
    case 'coupon':
      return { result: 'coupon', ...see(ports, pricing, recognition.code) };
    case 'unknown': {
      // A code that a promotion names, or a coupon read from a plain barcode.
      const seen = idSchema.safeParse(text.trim()).success ? see(ports, pricing, text.trim()) : null;
      if (seen !== null && seen.state !== 'unknown') return { result: 'coupon', ...seen };
      return { result: 'unknown', identifier: maskUnknownCode(text) };
    }
  }
}

function see(ports: CheckoutPorts, pricing: Pricing, code: string): SeenCoupon {
  const nowMs = saleTimeMs(ports);
  const pack = pricing.activePack(nowMs);
  if (!pack.ok) return seeCoupon(ports.store, code, null, instantFromMs(Math.floor(nowMs)).slice(0, 10));
  return seeCoupon(ports.store, code, pack.value.program, pricing.dayOf(pack.value, nowMs));
}

function byIdentifiers(
  ports: CheckoutPorts,
  pricing: Pricing,
  identifiers: readonly LoyaltyIdentifier[],
): IdentifyResult {
  const ids = new Set(identifiers.flatMap((identifier) => lookUp(ports, identifier)));
  const [first] = identifiers;
  return outcome(ports, pricing, [...ids], first === undefined ? '' : shown(first));
}

function lookUp(ports: CheckoutPorts, { type, value }: LoyaltyIdentifier): string[] {
  if (type !== 'phone') return ports.store.findMembers('card', value);
  const hash = ports.phoneHash(value);
  return hash === null ? [] : ports.store.findMembers('phone', hash);
}

const shown = ({ type, value }: LoyaltyIdentifier): string =>
  type === 'phone' ? maskPhone(value.slice(-4), callingCodeOf(value)) : value;

function outcome(
  ports: CheckoutPorts,
  pricing: Pricing,
  ids: readonly string[],
  identifier: string,
): IdentifyResult {
  const nowMs = saleTimeMs(ports);
  const pack = pricing.activePack(nowMs);
  const program = pack.ok ? pack.value.program : null;
  const view = (known: KnownMember) =>
    memberView(
      saleMember(ports, known, nowMs, ports.store.heldPoints(known.record.id, null)),
      program,
      ports.mode() !== 'online',
    );
  const found = ids.map((id) => ports.store.member(id)).filter((known) => known !== null);
  const [first, ...others] = found;
  if (first === undefined) return { result: 'unknown', identifier };
  if (others.length > 0) return { result: 'ambiguous', members: found.map(view) };
  return { result: first.record.state === 'blocked' ? 'blocked' : 'member', member: view(first) };
}
