import { createHash } from 'node:crypto';
import type { Program } from '../../contracts/program.ts';
import type { EnrolmentOperation, PersonalData } from '../../contracts/sync.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { AppliedEnrolment, MemberState } from '../store/records.ts';
import { tierAfter } from './tier-of.ts';

export type EnrolmentLookup = {
  readonly members: ReadonlyMap<string, MemberState>;
  readonly phoneOwner: ReadonlyMap<string, string>;
  readonly cardOwner: ReadonlyMap<string, string>;
  readonly program: Program | null;
  readonly hashPhone: (phone: string) => string;
};

/**
 * A member who enrolled at a till. One whose phone has a member already is that member and brings the new card along.
 * Personal data that is not what the operation's hash says, or did not come, is left out: the card is enrolled all the
 * same, because the person holds it.
 */
export function applyEnrolment(
  { id: operationId, body }: EnrolmentOperation,
  data: PersonalData | null,
  found: EnrolmentLookup,
): { readonly member: MemberState; readonly enrolment: AppliedEnrolment } {
  const isTrue =
    data !== null && createHash('sha256').update(canonicalJson(data)).digest('hex') === body.personalSha256;
  const person = isTrue ? data : null;
  const phoneHash = person === null ? null : found.hashPhone(person.phone);
  const owner = phoneHash === null ? undefined : found.members.get(found.phoneOwner.get(phoneHash) ?? '');
  const id = owner?.core.id ?? body.member;
  // A card that somebody holds meanwhile stays with that person.
  const cards = body.cards.filter((card) => (found.cardOwner.get(card) ?? id) === id);
  const member: MemberState =
    owner === undefined
      ? {
          core: {
            id,
            state: 'active',
            firstName: person?.firstName ?? null,
            phoneHash,
            phoneLast4: person?.phone.slice(-4) ?? null,
            cards,
            tier: tierAfter(found.program, null, { spendMinor: 0, purchases: 0 }),
            joinedAt: body.joinedAt,
            birthday: person?.birthday ?? null,
            segments: [],
            clubs: [],
            choices: {},
            stamps: {},
            used: {},
          },
          spendMinor: 0,
          purchases: 0,
          lots: [],
        }
      : { ...owner, core: { ...owner.core, cards: [...new Set([...owner.core.cards, ...cards])] } };
  const alias = owner === undefined ? null : body.member;
  const phone = owner === undefined ? (person?.phone ?? null) : null;
  return { member, enrolment: { operationId, alias, core: member.core, phone, consent: body.consent } };
}
