import { createHash } from 'node:crypto';
import { readPhone } from '../contracts/phone.ts';
import type { EnrolMemberRequest, EnrolMemberResult } from '../contracts/pos-api.ts';
import type { Program } from '../contracts/program.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import type { MemberRecord, PersonalData } from '../contracts/sync.ts';
import { instantFromMs } from '../loyalty/ledger/instant.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { uuidV7 } from '../shared/ids.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { appendOperation } from './append-operation.ts';
import type { LookUpGuard } from './look-up-guard.ts';
import { memberView } from './member-view.ts';
import type { CheckoutPorts, KnownMember, KnownPack, SaleReader, SaleWriter } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replay } from './replay.ts';
import { phoneCountryOf, saleMember, saleTimeMs } from './sale-member.ts';

export type EnrolMember = (request: EnrolMemberRequest) => Result<EnrolMemberResult, Refusal>;

/**
 * Enrols a person, with or without the hub. A phone this till knows is answered with its member, to whom a new card is
 * given; one that only the hub knows is merged there, card included. Name and phone wait beside the journal until the hub has them.
 */
export function createEnrolMember(ports: CheckoutPorts, pricing: Pricing, lookUps: LookUpGuard): EnrolMember {
  return (request) => {
    const { operationId } = request;
    const bodyHash = callHash('enrol', '', request);
    // Only this call stores under this hash, so the stored answer is an enrolment's.
    const earlier = replay(ports.store, operationId, bodyHash);
    if (earlier !== null) return earlier as Result<EnrolMemberResult, Refusal>;
    const refused = refuseByMode(ports);
    if (refused !== null) return err(refused);
    const person = personOf(ports, request);
    if (!person.ok) return person;
    // The answer says whether the phone is a member's; one that identify was asked for just before costs nothing.
    const tooMany = lookUps({ phone: request.phone }, true);
    if (tooMany !== null) return err(tooMany);
    const nowMs = saleTimeMs(ports);
    const pack = pricing.activePack(nowMs);
    if (!pack.ok) return pack;
    const outcome = ports.store.transaction((writer) =>
      book(ports, writer, { request, bodyHash, person: person.value, pack: pack.value, nowMs }),
    );
    if (outcome.ok) {
      ports.onCommitted?.({ operationId, purchaseId: null, memberId: outcome.value.member.id });
    }
    return outcome;
  };
}

type Person = { readonly phone: string; readonly phoneHash: string; readonly card: string | null };

function personOf(ports: CheckoutPorts, request: EnrolMemberRequest): Result<Person, Refusal> {
  const fault = (path: string, message: string) => err(refusal('invalid', message, [{ path, message }]));
  const phone = readPhone(request.phone, phoneCountryOf(ports));
  if (phone === null) return fault('phone', 'This is not a phone number.');
  const phoneHash = ports.phoneHash(phone);
  if (phoneHash === null) return err(refusal('unavailable', 'The till is not enrolled yet.'));
  if (request.card === undefined) return ok({ phone, phoneHash, card: null });
  const text = request.card.trim();
  const recognition = ports.recognise(text, null);
  // Cards are issued in ranges, and the chain's rules say which texts are cards.
  const isCard = recognition.kind === 'loyalty' && recognition.identifier.type === 'card';
  return isCard
    ? ok({ phone, phoneHash, card: recognition.identifier.value })
    : fault('card', 'By the rules of the chain this is not a loyalty card.');
}

type EnrolmentToBook = {
  readonly request: EnrolMemberRequest;
  readonly bodyHash: string;
  readonly person: Person;
  readonly pack: KnownPack;
  readonly nowMs: number;
};

function book(
  ports: CheckoutPorts,
  writer: SaleWriter,
  given: EnrolmentToBook,
): Result<EnrolMemberResult, Refusal> {
  const { request, person, pack, nowMs, bodyHash } = given;
  const { operationId } = request;
  const known = memberOfPhone(writer, person.phoneHash);
  const owner = person.card === null ? undefined : writer.findMembers('card', person.card)[0];
  if (owner !== undefined && owner !== known?.record.id) {
    return err(refusal('card-taken', `Card ${person.card} belongs to another member.`));
  }
  const { card } = person;
  const isNewCard = card !== null && !known?.record.cards.includes(card);
  const member = known !== null && !isNewCard ? known : enrol(ports, writer, given, known);
  const view = memberView(
    saleMember(ports, member, nowMs, writer.heldPoints(member.record.id, null)),
    pack.program,
    ports.mode() !== 'online',
  );
  const result: EnrolMemberResult = { operationId, created: known === null, member: view };
  writer.putAnswer({
    operationId,
    bodyHash,
    answer: JSON.stringify(result),
    memberId: member.record.id,
    atMs: Math.round(ports.clock.wallMs()),
  });
  return ok(result);
}

function memberOfPhone(reader: SaleReader, phoneHash: string): KnownMember | null {
  const [id] = reader.findMembers('phone', phoneHash);
  return id === undefined ? null : reader.member(id);
}

/**
 * Of a phone that is `known` too: the hub finds its member and gives the card to it, as it does where only the hub knows
 * the phone; the id made here is another name for that member and stands in no table of this till.
 */
function enrol(
  ports: CheckoutPorts,
  writer: SaleWriter,
  given: EnrolmentToBook,
  known: KnownMember | null,
): KnownMember {
  const { request, person, pack, nowMs } = given;
  const { operationId, consent } = request;
  const record = newMember(ports, given);
  const data: PersonalData = {
    salt: Buffer.from(ports.random.bytes(16)).toString('hex'),
    phone: person.phone,
    firstName: record.firstName,
    birthday: record.birthday,
  };
  const body = {
    member: record.id,
    cards: record.cards,
    joinedAt: record.joinedAt,
    consent,
    personalSha256: createHash('sha256').update(canonicalJson(data)).digest('hex'),
  };
  const member =
    known === null
      ? { record, asOfMs: nowMs }
      : { ...known, record: { ...known.record, cards: [...known.record.cards, ...record.cards] } };
  writer.enrolMember(member, { operationId, data });
  const fact = { id: operationId, kind: 'enrolment', body } as const;
  appendOperation(ports, writer, { fact, pack: pack.manifest.number, nowMs, spent: {} });
  return member;
}

const newMember = (
  ports: CheckoutPorts,
  { request, person, pack, nowMs }: EnrolmentToBook,
): MemberRecord => ({
  id: uuidV7(ports.clock, ports.random),
  state: 'active',
  firstName: request.firstName ?? null,
  phoneHash: person.phoneHash,
  phoneLast4: person.phone.slice(-4),
  cards: person.card === null ? [] : [person.card],
  tier: firstTier(pack.program),
  spendMinor: 0,
  purchases: 0,
  joinedAt: instantFromMs(nowMs).slice(0, 10),
  birthday: request.birthday ?? null,
  segments: [],
  clubs: [],
  choices: {},
  stamps: {},
  used: {},
  lots: [],
});

/** The tier that costs nothing, as the hub will say. */
const firstTier = ({ tiers, tierRule }: Program): string | null =>
  tierRule == null ? null : (tiers.filter((tier) => tier.from === 0).at(-1)?.id ?? null);
