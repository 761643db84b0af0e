import type { z } from 'zod';
import {
  type PublishedPack,
  publishRequestSchema,
  type publishResultSchema,
} from '../../contracts/manage.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { validateProgram } from '../../loyalty/program/validate.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { buildPack } from '../packs/build-pack.ts';
import type { PackRecord } from '../store/records.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson } from './read-body.ts';

/** Checks a program, signs it under the next number and tells the tills. An invalid one changes nothing. */
export async function publishProgram(
  parts: HubParts,
  body: unknown,
): Promise<Result<z.infer<typeof publishResultSchema>, Refusal>> {
  const request = readJson(publishRequestSchema, body);
  if (!request.ok) return request;
  const checked = validateProgram(request.value.program);
  if (!checked.ok) {
    const faults = checked.error.map(({ path, message, hint }) => ({
      path,
      message: hint === undefined ? message : `${message} ${hint}`,
    }));
    return err(refusal('invalid-program', 'The program was not published.', faults));
  }
  const nowMs = parts.clock.wallMs();
  const { activateAt } = request.value;
  const activateAtMs = activateAt === undefined ? nowMs : Date.parse(activateAt);
  const { program, warnings } = checked.value;
  const pack = await parts.store.publishPack(
    (number) =>
      buildPack(
        parts.chain.id,
        number,
        program,
        { activateAtMs, publishedAtMs: nowMs },
        parts.secrets.signingKey,
      ),
    nowMs,
  );
  parts.doorbell.ring({ stream: 'packs', cursor: (await parts.store.cursors()).packs });
  parts.log.info({ number: pack.number, program: pack.programId, activateAtMs }, 'pack published');
  const active = await parts.store.activePack(nowMs);
  return ok({
    pack: describePack(pack, active),
    warnings: warnings.map(({ path, message }) => ({ path, message })),
  });
}

export const describePack = (pack: PackRecord, active: PackRecord | null): PublishedPack => ({
  number: pack.number,
  program: pack.programId,
  programSha256: pack.programSha256,
  activateAt: new Date(pack.activateAtMs).toISOString(),
  publishedAt: new Date(pack.publishedAtMs).toISOString(),
  active: pack.number === active?.number,
});
