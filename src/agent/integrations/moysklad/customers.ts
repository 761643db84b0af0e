import type { Identify } from '../../../checkout/identify.ts';
import type { MemberView } from '../../../contracts/member-view.ts';
import type { IdentifyResult } from '../../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../../contracts/refusal.ts';
import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { fromPoints } from '../decimals.ts';
import { derivedUuid } from '../derived-uuid.ts';
import type { MoyskladConfig } from '../integrations-config.ts';
import type { MemberLinks } from '../member-links.ts';
import type { IntegrationParts } from '../parts.ts';
import type { Agent, Counterparty } from './schemas.ts';

export type CustomerRow = {
  readonly id: string;
  readonly name: string;
  readonly discountCardNumber?: string;
  readonly phone?: string;
};

export type Customers = {
  readonly search: (text: string) => Result<{ rows: CustomerRow[] }, Refusal>;
  readonly create: (given: Counterparty) => Result<null, Refusal>;
  readonly detail: (given: Agent) => Result<{ bonusProgram: { agentBonusBalance: number } }, Refusal>;
  /** The member an agent stands for; null for a guest and for somebody nobody here knows. */
  readonly memberOf: (agent: Agent | null | undefined) => Result<string | null, Refusal>;
  /** The same for a sale that was made: the bound of look-ups does not hold for it. */
  readonly memberOfSale: Customers['memberOf'];
};

/** A customer in the form `/^[0-9a-f-]{36}$/` that the vendor asks ids to have. */
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Customers of a MoySklad account as members. The account has its own id for each, which a balance query may give alone, so
 * that the till remembers which member it stands for: from the first call that also had a card or a phone.
 */
export function createCustomers(
  parts: IntegrationParts,
  config: MoyskladConfig,
  links: MemberLinks,
): Customers {
  const { checkout } = parts;
  const memberBy =
    (identify: Identify): Customers['memberOf'] =>
    (agent) => {
      if (agent == null) return ok(null);
      const ids = [agent.meta?.id, agent.id, agent.syncId].filter((id) => id != null && id !== '');
      for (const id of ids) {
        const linked = links.find(id ?? '');
        if (linked !== null) return ok(linked);
      }
      const found = byCardOrPhone(identify, agent.discountCardNumber, agent.phone);
      if (!found.ok || found.value === null) return found;
      for (const id of ids) links.remember(id ?? '', found.value);
      return found;
    };
  const memberOf = memberBy(checkout.identify);
  return {
    memberOf,
    memberOfSale: memberBy(checkout.identifySold),
    search: (text) => search(parts, links, text),
    create(given) {
      const known = memberOf(given);
      if (!known.ok) return known;
      if (known.value !== null) return ok(null);
      const made = enrol(parts, config, given);
      if (!made.ok) return made;
      for (const id of [given.meta.id, given.syncId]) if (id) links.remember(id, made.value);
      return ok(null);
    },
    detail(given) {
      const member = memberOf(given);
      if (!member.ok) return member;
      if (member.value === null)
        return err(refusal('unknown-member', 'No member has this id, card or phone.'));
      const view = checkout.memberView(member.value);
      if (!view.ok) return view;
      const wallet = view.value.wallets.find(({ id }) => id === config.wallet);
      const balance = wallet === undefined ? 0 : fromPoints(wallet.balance, wallet.scale);
      return ok({ bonusProgram: { agentBonusBalance: balance } });
    },
  };
}

/** The member an answer names; a blocked one is refused, since the vendor has no word for it. */
function memberIn(found: IdentifyResult): Result<MemberView[], Refusal> {
  if (found.result === 'member') return ok([found.member]);
  if (found.result === 'ambiguous') return ok(found.members);
  if (found.result === 'blocked')
    return err(refusal('member-blocked', `Member ${found.member.id} is blocked.`));
  return ok([]);
}

function look(identify: Identify, request: { card: string } | { phone: string }) {
  const found = identify(request);
  return found.ok ? memberIn(found.value) : found;
}

/** What fits in the fields of a look-up; longer is nobody's card or phone. */
const fits = (text: string | null | undefined, most: number): text is string =>
  text != null && text !== '' && text.length <= most;

function byCardOrPhone(
  identify: Identify,
  card: string | null | undefined,
  phone: string | null | undefined,
): Result<string | null, Refusal> {
  const requests = [...(fits(card, 64) ? [{ card }] : []), ...(fits(phone, 32) ? [{ phone }] : [])];
  for (const request of requests) {
    const found = look(identify, request);
    if (!found.ok) return found;
    const [first, second] = found.value;
    if (first !== undefined && second === undefined) return ok(first.id);
  }
  return ok(null);
}

function search(
  parts: IntegrationParts,
  links: MemberLinks,
  text: string,
): Result<{ rows: CustomerRow[] }, Refusal> {
  const byCard = fits(text, 64) ? look(parts.checkout.identify, { card: text }) : ok([]);
  if (!byCard.ok) return byCard;
  const isCard = byCard.value.length > 0;
  const found = isCard || !fits(text, 32) ? byCard : look(parts.checkout.identify, { phone: text });
  if (!found.ok) return found;
  const rows = found.value.map((member): CustomerRow => {
    const id = guid.test(member.id) ? member.id : derivedUuid('moysklad', 'member', member.id);
    links.remember(id, member.id);
    const card = parts.store.member(member.id)?.record.cards[0];
    return {
      id,
      name: member.firstName ?? member.cardMasked ?? member.phoneMasked ?? id,
      ...(card === undefined ? {} : { discountCardNumber: card }),
      // The till keeps no phones in the clear: only the one that was typed can go back.
      ...(isCard ? {} : { phone: text }),
    };
  });
  return ok({ rows });
}

function enrol(
  parts: IntegrationParts,
  { consent }: MoyskladConfig,
  given: Counterparty,
): Result<string, Refusal> {
  const fault = (path: string, message: string) => err(refusal('invalid', message, [{ path, message }]));
  if (consent === undefined) {
    return fault('consent', 'Members are not enrolled here: the till has no text of consent for MoySklad.');
  }
  if (!given.meta.id) return fault('meta.id', 'The customer has no id.');
  if (!fits(given.phone, 32)) return fault('phone', 'A member is enrolled by phone.');
  const made = parts.checkout.enrolMember({
    operationId: derivedUuid('moysklad', 'counterparty', given.meta.id),
    phone: given.phone,
    ...firstNameOf(given),
    consent: { ...consent, at: instantFromMs(Math.floor(parts.clock.wallMs())) },
    ...(fits(given.discountCardNumber, 64) ? { card: given.discountCardNumber } : {}),
  });
  return made.ok ? ok(made.value.member.id) : made;
}

/** The vendor's documented example has the family name in `legalFirstName`; the full name has it first. */
function firstNameOf({ legalFirstName, name }: Counterparty): { firstName?: string } {
  const given = typeof legalFirstName === 'string' ? legalFirstName.trim() : '';
  const words = (name ?? '').trim().split(/\s+/);
  const firstName = given === '' ? (words[1] ?? words[0] ?? '') : given;
  return firstName === '' ? {} : { firstName: firstName.slice(0, 100) };
}
