import type { z } from 'zod';
import {
  type PublishedPack,
  type PublishRequest,
  publishRequestSchema,
  type publishResultSchema,
  republishRequestSchema,
} from '../../contracts/manage-packs.ts';
import type { Program } from '../../contracts/program.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isEarlier } from '../../shared/version-order.ts';
import { buildPack, manifestOf, type PackTerms } from '../packs/build-pack.ts';
import { isRevoked, overriddenBy, stateOf } from '../packs/pack-states.ts';
import type { PackRecord, TillRecord } from '../store/records.ts';
import { checkRequest, packRulesOf } from './check-publish.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson } from './read-body.ts';
import { needsDraft, noPack, nothingBefore, notInUse } from './refusal-sentences.ts';
import { versionOf } from './till-health.ts';

export type PublishResult = z.infer<typeof publishResultSchema>;

/** Who asks, and who has approved it; null: nobody was asked. */
export type Publishers = { readonly author: string; readonly approvedBy: string | null };

/** Checks a program, signs it under the next number and tells the tills. An invalid one changes nothing. Faults and warnings are in the chain's language. */
export async function publishProgram(
  parts: HubParts,
  body: unknown,
  author: string,
): Promise<Result<PublishResult, Refusal>> {
  const request = readJson(publishRequestSchema, body);
  if (!request.ok) return request;
  if (packRulesOf(parts).secondPerson) {
    return err(refusal('second-person', needsDraft));
  }
  return publishChecked(parts, request.value, { author, approvedBy: null });
}

export async function publishChecked(
  parts: HubParts,
  request: PublishRequest,
  by: Publishers,
): Promise<Result<PublishResult, Refusal>> {
  const checked = await checkRequest(parts, request);
  if (!checked.ok) return checked;
  const { program, terms, warnings } = checked.value;
  const published = await signAndPublish(parts, program, { ...terms, ...by });
  return ok({ ...published, warnings: [...warnings, ...published.warnings] });
}

/**
 * The content of an earlier pack under the next number: how to go back, because tills take no lower number, and how a
 * canary becomes everyone's. One person may: the chain has had this program already.
 */
export async function republishPack(
  parts: HubParts,
  number: number,
  body: unknown,
  author: string,
): Promise<Result<PublishResult, Refusal>> {
  const request = readJson(republishRequestSchema, body);
  if (!request.ok) return request;
  const source = await parts.store.pack(number);
  if (source === null) return err(refusal('not-found', noPack(number)));
  const nowMs = parts.clock.wallMs();
  const { activateAt } = request.value;
  const activateAtMs = activateAt === undefined ? nowMs : Date.parse(activateAt);
  const terms = { activateAtMs, publishedAtMs: nowMs, author, approvedBy: source.approvedBy };
  return ok(
    await signAndPublish(parts, JSON.parse(source.program) as Program, { ...terms, ...demandsOf(source) }),
  );
}

/**
 * Takes a scheduled or active pack back: what is in use without it is published under the next number, at once, in the
 * stores the pack was for. One person may: it has to be quick.
 */
export async function revokePack(
  parts: HubParts,
  number: number,
  author: string,
): Promise<Result<PublishResult, Refusal>> {
  const nowMs = parts.clock.wallMs();
  const packs = await parts.store.packs();
  const revoked = packs.find((pack) => pack.number === number);
  if (revoked === undefined) return err(refusal('not-found', noPack(number)));
  const state = stateOf(revoked, packs, nowMs);
  if (state !== 'scheduled' && state !== 'active') return err(refusal('invalid', notInUse(number)));
  const started = packs.filter(
    (pack) =>
      pack.activateAtMs <= nowMs &&
      pack.stores === null &&
      (pack.endsAtMs === null || pack.endsAtMs > nowMs) &&
      !isRevoked(pack, packs),
  );
  const before = started.findLast(
    (pack) => state === 'scheduled' || pack.programSha256 !== revoked.programSha256,
  );
  if (before === undefined) return err(refusal('invalid', nothingBefore(number)));
  const { stores } = revoked;
  const terms = { activateAtMs: nowMs, publishedAtMs: nowMs, stores, author, approvedBy: before.approvedBy };
  return ok(
    await signAndPublish(parts, JSON.parse(before.program) as Program, {
      ...terms,
      ...demandsOf(before),
      revokes: number,
    }),
  );
}

/** What a program asks of tills goes with it, whatever its number is. */
function demandsOf(pack: PackRecord): Pick<PackTerms, 'leastAgent' | 'tillCaps'> {
  const { leastAgent, tillCaps } = manifestOf(pack);
  return {
    ...(leastAgent === undefined ? {} : { leastAgent }),
    ...(tillCaps === undefined ? {} : { tillCaps }),
  };
}

async function signAndPublish(parts: HubParts, program: Program, terms: PackTerms): Promise<PublishResult> {
  const nowMs = terms.publishedAtMs;
  const { leaseHours } = packRulesOf(parts);
  const pack = await parts.store.publishPack(
    (number) =>
      buildPack(parts.chain.id, number, program, { leaseHours, ...terms }, parts.secrets.signingKey),
    nowMs,
  );
  parts.doorbell.ring({ stream: 'packs', cursor: (await parts.store.cursors()).packs });
  const { number, programId, activateAtMs, endsAtMs, stores, author, approvedBy } = pack;
  parts.log.info(
    { number, program: programId, activateAtMs, endsAtMs, stores, author, approvedBy },
    'pack published',
  );
  const packs = await parts.store.packs();
  return {
    pack: describePack(pack, packs, await parts.store.tills(), nowMs),
    warnings: overriddenBy(pack, packs, nowMs).map((lost) => ({
      path: 'activateAt',
      message: sentenceOfOverride(pack, lost)[parts.chain.config.language],
    })),
  };
}

/** Every pack with what became of it and how many tills keep it. */
export async function listPacks({ store, clock }: HubParts): Promise<PublishedPack[]> {
  const packs = await store.packs();
  const tills = await store.tills();
  return packs.map((pack) => describePack(pack, packs, tills, clock.wallMs()));
}

const isoOf = (atMs: number): string => new Date(atMs).toISOString();

const sentenceOfOverride = (pack: PackRecord, lost: PackRecord) => ({
  en:
    `Pack ${pack.number}, in use from ${isoOf(pack.activateAtMs)}, overrides pack ${lost.number} of program ` +
    `${lost.programId}, which was to start at ${isoOf(lost.activateAtMs)}: publish that one again with its time.`,
  ru:
    `Программа № ${pack.number}, которая действует с ${isoOf(pack.activateAtMs)}, заменяет № ${lost.number} ` +
    `(${lost.programId}), что начиналась бы ${isoOf(lost.activateAtMs)}: выпустите ту снова с её временем.`,
});

function describePack(
  pack: PackRecord,
  packs: readonly PackRecord[],
  tills: readonly TillRecord[],
  nowMs: number,
): PublishedPack {
  const state = stateOf(pack, packs, nowMs);
  const { number, stores, author, approvedBy } = pack;
  const { leastAgent = null, tillCaps = {} } = manifestOf(pack);
  const meant = tills.filter(
    ({ publicKey, storeId }) => publicKey !== null && (stores === null || stores.includes(storeId)),
  );
  return {
    number,
    program: pack.programId,
    programSha256: pack.programSha256,
    activateAt: isoOf(pack.activateAtMs),
    publishedAt: isoOf(pack.publishedAtMs),
    active: state === 'active',
    state,
    endsAt: pack.endsAtMs === null ? null : isoOf(pack.endsAtMs),
    stores: stores === null ? null : [...stores],
    ...{ author, approvedBy, leastAgent, tillCaps },
    tills: meant.length,
    staged: meant.filter(({ stagedPack }) => (stagedPack ?? 0) >= number).length,
    tooOld:
      leastAgent === null ? 0 : meant.filter((till) => isEarlier(versionOf(till) ?? '', leastAgent)).length,
  };
}
