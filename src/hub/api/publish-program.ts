import type { z } from 'zod';
import {
  type PublishedPack,
  publishRequestSchema,
  type publishResultSchema,
  republishRequestSchema,
} from '../../contracts/manage.ts';
import type { Program } from '../../contracts/program.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { type ProgramIssue, tellIssue, validateProgram } from '../../loyalty/program/validate.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { buildPack } from '../packs/build-pack.ts';
import { overriddenBy, stateOf } from '../packs/pack-states.ts';
import type { PackRecord } from '../store/records.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson } from './read-body.ts';

type PublishResult = z.infer<typeof publishResultSchema>;

/** Checks a program, signs it under the next number and tells the tills. An invalid one changes nothing. Faults and warnings are in the chain's language. */
export async function publishProgram(
  parts: HubParts,
  body: unknown,
): Promise<Result<PublishResult, Refusal>> {
  const request = readJson(publishRequestSchema, body);
  if (!request.ok) return request;
  const { language } = parts.chain.config;
  const told = (issue: ProgramIssue) => ({ path: issue.path, message: tellIssue(issue, language) });
  const checked = validateProgram(request.value.program);
  if (!checked.ok) {
    return err(refusal('invalid-program', 'The program was not published.', checked.error.map(told)));
  }
  const nowMs = parts.clock.wallMs();
  const { activateAt } = request.value;
  const activateAtMs = activateAt === undefined ? nowMs : Date.parse(activateAt);
  const { program, warnings } = checked.value;
  const published = await signAndPublish(parts, program, { activateAtMs, nowMs });
  return ok({ ...published, warnings: [...warnings.map(told), ...published.warnings] });
}

/** The content of an earlier pack under the next number: how to go back, because tills take no lower number. */
export async function republishPack(
  parts: HubParts,
  number: number,
  body: unknown,
): Promise<Result<PublishResult, Refusal>> {
  const request = readJson(republishRequestSchema, body);
  if (!request.ok) return request;
  const source = (await parts.store.packs()).find((pack) => pack.number === number);
  if (source === undefined) return err(refusal('not-found', `There is no pack ${number}.`));
  const nowMs = parts.clock.wallMs();
  const { activateAt } = request.value;
  const activateAtMs = activateAt === undefined ? nowMs : Date.parse(activateAt);
  return ok(await signAndPublish(parts, JSON.parse(source.program) as Program, { activateAtMs, nowMs }));
}

/** Takes a scheduled or active pack back: what is in use without it is published under the next number, at once. */
export async function revokePack(parts: HubParts, number: number): Promise<Result<PublishResult, Refusal>> {
  const nowMs = parts.clock.wallMs();
  const packs = await parts.store.packs();
  const revoked = packs.find((pack) => pack.number === number);
  if (revoked === undefined) return err(refusal('not-found', `There is no pack ${number}.`));
  const state = stateOf(revoked, packs, nowMs);
  if (state === 'superseded')
    return err(refusal('invalid', `Pack ${number} is not in use and never will be again.`));
  const started = packs.filter((pack) => pack.activateAtMs <= nowMs);
  const before = started.findLast(
    (pack) => state === 'scheduled' || pack.programSha256 !== revoked.programSha256,
  );
  if (before === undefined)
    return err(refusal('invalid', `Before pack ${number} there was no other program. Publish one instead.`));
  const program = JSON.parse(before.program) as Program;
  return ok(await signAndPublish(parts, program, { activateAtMs: nowMs, nowMs }));
}

async function signAndPublish(
  parts: HubParts,
  program: Program,
  { activateAtMs, nowMs }: { readonly activateAtMs: number; readonly nowMs: number },
): Promise<PublishResult> {
  const times = { activateAtMs, publishedAtMs: nowMs };
  const pack = await parts.store.publishPack(
    (number) => buildPack(parts.chain.id, number, program, times, parts.secrets.signingKey),
    nowMs,
  );
  parts.doorbell.ring({ stream: 'packs', cursor: (await parts.store.cursors()).packs });
  parts.log.info({ number: pack.number, program: pack.programId, activateAtMs }, 'pack published');
  const packs = await parts.store.packs();
  return {
    pack: describePack(pack, packs, nowMs),
    warnings: overriddenBy(pack, packs, nowMs).map((lost) => ({
      path: 'activateAt',
      message: sentenceOfOverride(pack, lost),
    })),
  };
}

const isoOf = (atMs: number): string => new Date(atMs).toISOString();

const sentenceOfOverride = (pack: PackRecord, lost: PackRecord): string =>
  `Pack ${pack.number}, in use from ${isoOf(pack.activateAtMs)}, overrides pack ${lost.number} of program ` +
  `${lost.programId}, which was to start at ${isoOf(lost.activateAtMs)}: publish that one again with its time.`;

export const describePack = (
  pack: PackRecord,
  packs: readonly PackRecord[],
  nowMs: number,
): PublishedPack => {
  const state = stateOf(pack, packs, nowMs);
  return {
    number: pack.number,
    program: pack.programId,
    programSha256: pack.programSha256,
    activateAt: isoOf(pack.activateAtMs),
    publishedAt: isoOf(pack.publishedAtMs),
    active: state === 'active',
    state,
  };
};
