import type { PublishRequest } from '../../contracts/manage-packs.ts';
import { type PackRules, usualPackRules } from '../../contracts/pack-rules.ts';
import type { Program } from '../../contracts/program.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { isBounded } from '../../loyalty/program/safe-part.ts';
import type { TillCaps } from '../../loyalty/program/till-caps.ts';
import { tellIssue, validateProgram } from '../../loyalty/program/validate.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isEarlier } from '../../shared/version-order.ts';
import type { PackTerms } from '../packs/build-pack.ts';
import type { HubParts } from './hub-parts.ts';
import { endlessProgram, endsTooEarly, faultyProgram, needsBase, strangeCaps } from './refusal-sentences.ts';
import { versionOf } from './till-health.ts';

type Told = { readonly path: string; readonly message: string };
export type CheckedRequest = {
  readonly program: Program;
  readonly terms: PackTerms;
  readonly warnings: readonly Told[];
};

export const packRulesOf = ({ chain }: HubParts): PackRules => chain.config.packs ?? usualPackRules;

/** A request that may be published now: a program without faults, for a time and for stores that there are. */
export async function checkRequest(
  parts: HubParts,
  { program: given, activateAt, endsAt, stores, leastAgent, tillCaps = {} }: PublishRequest,
): Promise<Result<CheckedRequest, Refusal>> {
  const { language } = parts.chain.config;
  const nowMs = parts.clock.wallMs();
  const activateAtMs = activateAt === undefined ? nowMs : Date.parse(activateAt);
  const checked = validateProgram(given, Math.max(nowMs, activateAtMs));
  if (!checked.ok) {
    const faults = checked.error.map((issue) => ({ path: issue.path, message: tellIssue(issue, language) }));
    return err(refusal('invalid-program', faultyProgram, faults));
  }
  const { program, warnings } = checked.value;
  const unknown = Object.keys(tillCaps).filter((id) => !program.promotions.some((one) => one.id === id));
  if (unknown.length > 0) {
    const faults = unknown.map((id) => ({ path: `tillCaps.${id}`, message: strangeCap(id)[language] }));
    return err(refusal('invalid', strangeCaps, faults));
  }
  const endless = packRulesOf(parts).needEnds ? faultsOfEndless(program, tillCaps, language) : [];
  if (endless.length > 0) {
    return err(refusal('invalid-program', endlessProgram, endless));
  }
  const endsAtMs = endsAt === undefined ? null : Date.parse(endsAt);
  const late = await faultOfEnd(parts, { activateAtMs, endsAtMs, nowMs, isCanary: stores !== undefined });
  if (late !== null) return err(refusal('invalid', late, [{ path: 'endsAt', message: late[language] }]));
  return ok({
    program,
    terms: {
      ...{ activateAtMs, publishedAtMs: nowMs, endsAtMs, stores: stores ?? null, tillCaps },
      ...(leastAgent === undefined ? {} : { leastAgent }),
    },
    warnings: [
      ...warnings.map((issue) => ({ path: issue.path, message: tellIssue(issue, language) })),
      ...(await strangeStores(parts, stores ?? [])),
      ...(leastAgent === undefined ? [] : await tooOldTills(parts, leastAgent, stores)),
    ],
  });
}

const strangeCap = (id: string) => ({
  en: `The program has no promotion "${id}".`,
  ru: `В программе нет акции «${id}».`,
});

const faultsOfEndless = (program: Program, caps: TillCaps, language: 'ru' | 'en'): Told[] =>
  program.promotions.flatMap((promotion, index) => {
    if (isBounded(promotion, caps)) return [];
    const message = {
      en: `"${promotion.id}" needs a last minute (when.to) and a limit of uses (limit.perMember, limit.total or a cap per till).`,
      ru: `Акции «${promotion.id}» нужны последняя минута (when.to) и предел применений (limit.perMember, limit.total или предел на кассу).`,
    };
    return [{ path: `promotions[${index}]`, message: message[language] }];
  });

async function faultOfEnd(
  { store }: HubParts,
  {
    activateAtMs,
    endsAtMs,
    nowMs,
    isCanary,
  }: {
    readonly activateAtMs: number;
    readonly endsAtMs: number | null;
    readonly nowMs: number;
    readonly isCanary: boolean;
  },
): Promise<Sentence | null> {
  if (endsAtMs === null && !isCanary) return null;
  if (endsAtMs !== null && endsAtMs <= Math.max(activateAtMs, nowMs)) {
    return endsTooEarly;
  }
  // What follows it is what was there before it: without that tills would have no program at all.
  const base = (await store.packs()).some(
    (pack) => pack.stores === null && pack.endsAtMs === null && pack.activateAtMs <= activateAtMs,
  );
  return base ? null : needsBase;
}

async function tooOldTills(
  { store, chain }: HubParts,
  leastAgent: string,
  stores: readonly string[] | undefined,
): Promise<Told[]> {
  return (await store.tills())
    .filter(({ publicKey, storeId }) => publicKey !== null && (stores?.includes(storeId) ?? true))
    .map((till) => ({ id: till.id, version: versionOf(till) ?? '' }))
    .filter(({ version }) => isEarlier(version, leastAgent))
    .map(({ id, version }) => ({ path: 'leastAgent', message: tooOld(id, version)[chain.config.language] }));
}
const tooOld = (till: string, version: string) => ({
  en: `Till ${till} has version ${version}: it stays with the program before until it is updated.`,
  ru: `У кассы ${till} версия ${version}: до обновления на ней остаётся прежняя программа.`,
});

async function strangeStores({ store, chain }: HubParts, stores: readonly string[]): Promise<Told[]> {
  if (stores.length === 0) return [];
  const known = new Set((await store.tills()).map(({ storeId }) => storeId));
  return stores
    .filter((id) => !known.has(id))
    .map((id) => ({ path: 'stores', message: strangeStore(id)[chain.config.language] }));
}
const strangeStore = (id: string) => ({
  en: `Store ${id} has no till.`,
  ru: `В магазине ${id} нет касс.`,
});
