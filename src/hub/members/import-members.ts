import type { Lot, Posting } from '../../contracts/ledger.ts';
import type { MemberImport, RefusedRow } from '../../contracts/manage.ts';
import type { Program } from '../../contracts/program.ts';
import { daysInMs, instantFromMs } from '../../loyalty/ledger/instant.ts';
import { applyPostings } from '../../loyalty/ledger/postings.ts';
import { tierAfter } from '../ledger/tier-of.ts';
import type { ImportLookup, MemberUpsert } from '../store/hub-store.ts';
import type { MemberCore, MemberState } from '../store/records.ts';

/** A row that fits the schema, its phone normalised. */
export type PreparedRow = {
  readonly row: number;
  readonly member: MemberImport;
  readonly phone: { readonly e164: string; readonly hash: string } | null;
};
export type ImportOutcome = { readonly upserts: MemberUpsert[]; readonly refused: RefusedRow[] };
export type ImportContext = {
  readonly program: Program | null;
  readonly nowMs: number;
  /** A new member id. */
  readonly newId: () => string;
};

/**
 * What a batch of rows does. A row finds its member by id, else by phone, else by card; rows see what earlier rows of
 * the batch did. Loading a file twice changes nothing: opening points and spend are given at creation only.
 */
export function decideImport(
  found: ImportLookup,
  rows: readonly PreparedRow[],
  context: ImportContext,
): ImportOutcome {
  const byId = new Map<string, MemberState>(found.byId);
  const phoneOwner = new Map(found.phoneOwner);
  const cardOwner = new Map(found.cardOwner);
  const outcome: ImportOutcome = { upserts: [], refused: [] };
  for (const prepared of rows) {
    const { member, phone } = prepared;
    const refuse = (code: RefusedRow['code'], reason: string): void => {
      outcome.refused.push({ row: prepared.row, code, reason });
    };
    const byPhone = phone === null ? undefined : phoneOwner.get(phone.hash);
    const byCard = member.cards.map((card) => cardOwner.get(card)).find((owner) => owner !== undefined);
    const named = member.id === undefined ? undefined : (found.aliases.get(member.id) ?? member.id);
    const id = named ?? byPhone ?? byCard ?? context.newId();
    const cardTaken =
      member.cards.find((card) => (cardOwner.get(card) ?? id) !== id) ??
      (member.id === undefined && byPhone === undefined && byCard !== undefined
        ? cardOfAnother(byId.get(byCard), prepared)
        : undefined);
    const unknown = unknownReference(member, context.program);
    if (found.erased.has(member.id ?? id))
      refuse('erased', `Member ${id} was erased. Give the person a new id.`);
    else if (byPhone !== undefined && byPhone !== id) refuse('phone-taken', 'Another member has this phone.');
    else if (cardTaken !== undefined) refuse('card-taken', `Another member has card ${cardTaken}.`);
    else if (unknown !== null) refuse(unknown.code, unknown.reason);
    else {
      const before = byId.get(id) ?? null;
      const upsert = upsertOf(id, before, prepared, context);
      outcome.upserts.push(upsert);
      byId.set(id, stateAfter(before, upsert));
      if (phone !== null) phoneOwner.set(phone.hash, id);
      for (const card of member.cards) cardOwner.set(card, id);
    }
  }
  return outcome;
}

/**
 * A row that only its card connects with a member must not rename the member or take its phone away: with another name
 * or phone it is somebody else with the same card. Answers that card.
 */
function cardOfAnother(known: MemberState | undefined, { member, phone }: PreparedRow): string | undefined {
  if (known === undefined) return undefined;
  const { phoneHash, firstName, cards } = known.core;
  const otherPhone = phone !== null && phoneHash !== null && phone.hash !== phoneHash;
  const otherName =
    member.firstName !== undefined &&
    firstName !== null &&
    member.firstName.toLocaleLowerCase('ru') !== firstName.toLocaleLowerCase('ru');
  return otherPhone || otherName ? member.cards.find((card) => cards.includes(card)) : undefined;
}

function unknownReference(
  member: MemberImport,
  program: Program | null,
): { code: RefusedRow['code']; reason: string } | null {
  if (program === null) return null;
  const wallet = Object.keys(member.points).find((id) => !program.wallets.some((one) => one.id === id));
  if (wallet !== undefined) return { code: 'unknown-wallet', reason: `The program has no wallet ${wallet}.` };
  const { tier } = member;
  if (tier === undefined || program.tiers.some((one) => one.id === tier)) return null;
  return { code: 'unknown-tier', reason: `The program has no tier ${tier}.` };
}

function upsertOf(
  id: string,
  before: MemberState | null,
  { member, phone }: PreparedRow,
  context: ImportContext,
): MemberUpsert {
  const old = before?.core ?? null;
  const opening = before === null ? openingBalance(id, member, context) : { lots: [], legs: [] };
  const operationId = `opening:${id}`;
  const counted =
    before === null
      ? { spendMinor: member.spendMinor, purchases: member.purchases }
      : { spendMinor: before.spendMinor, purchases: before.purchases };
  const kind = member.kind ?? old?.kind;
  const core: MemberCore = {
    id,
    ...(kind === undefined ? {} : { kind }),
    state: member.blocked === undefined ? (old?.state ?? 'active') : member.blocked ? 'blocked' : 'active',
    firstName: member.firstName ?? old?.firstName ?? null,
    phoneHash: phone?.hash ?? old?.phoneHash ?? null,
    phoneLast4: phone?.e164.slice(-4) ?? old?.phoneLast4 ?? null,
    cards: [...new Set([...(old?.cards ?? []), ...member.cards])],
    tier: kind === 'gift' ? null : tierAfter(context.program, member.tier ?? old?.tier ?? null, counted),
    tierGranted: member.tier ?? old?.tierGranted ?? null,
    joinedAt: member.joinedAt ?? old?.joinedAt ?? instantFromMs(context.nowMs).slice(0, 10),
    birthday: member.birthday ?? old?.birthday ?? null,
    segments: member.segments.length > 0 ? member.segments : (old?.segments ?? []),
    clubs: member.clubs.length > 0 ? member.clubs : (old?.clubs ?? []),
    choices: Object.keys(member.choices).length > 0 ? member.choices : (old?.choices ?? {}),
    stamps: old?.stamps ?? {},
    used: old?.used ?? {},
    usedAtMs: old?.usedAtMs,
    standing: old?.standing,
    clubsUntil: old?.clubsUntil,
    clubPeriods: old?.clubPeriods,
  };
  const formerPhoneHash = old?.phoneHash ?? null;
  return {
    change: {
      core,
      lots: opening.lots,
      postings: opening.legs.length === 0 ? [] : [{ operationId, legs: opening.legs }],
      spend:
        before === null && (counted.spendMinor > 0 || counted.purchases > 0)
          ? [{ operationId, atMs: context.nowMs, ...counted }]
          : [],
    },
    phone: phone?.e164 ?? null,
    formerPhoneHash: formerPhoneHash === core.phoneHash ? null : formerPhoneHash,
  };
}

/** Opening points are a lot as if earned now, by the rules of the wallet as far as a program says them. */
function openingBalance(
  id: string,
  member: MemberImport,
  { program, nowMs }: ImportContext,
): { lots: Lot[]; legs: Posting[] } {
  const lots: Lot[] = [];
  const legs: Posting[] = [];
  for (const [wallet, points] of Object.entries(member.points)) {
    if (points === 0) continue;
    const lifeDays = program?.wallets.find((one) => one.id === wallet)?.expireAfterDays ?? null;
    const now = instantFromMs(nowMs);
    const lotId = `opening:${id}:${wallet}`;
    const expiresAt = lifeDays === null ? null : instantFromMs(nowMs + daysInMs(lifeDays));
    lots.push({
      id: lotId,
      memberId: id,
      wallet,
      earnedAt: now,
      activeAt: now,
      expiresAt,
      points,
      remaining: 0,
    });
    legs.push({ memberId: id, wallet, account: 'issued', lotId, points: -points });
    legs.push({ memberId: id, wallet, account: 'available', lotId, points });
  }
  return { lots: applyPostings([], legs, lots), legs };
}

function stateAfter(before: MemberState | null, { change }: MemberUpsert): MemberState {
  const spend = change.spend[0];
  return {
    core: change.core,
    spendMinor: before?.spendMinor ?? spend?.spendMinor ?? 0,
    purchases: before?.purchases ?? spend?.purchases ?? 0,
    lots: before?.lots ?? change.lots,
  };
}
