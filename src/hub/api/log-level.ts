import type { z } from 'zod';
import { logLevelRequestSchema, type logLevelResultSchema } from '../../contracts/manage.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson } from './read-body.ts';
import { noTill } from './refusal-sentences.ts';

/** Asks a till for another level of its log, or no more; it hears of it as of every setting. */
export async function setLogLevel(
  parts: HubParts,
  till: string,
  body: unknown,
): Promise<Result<z.infer<typeof logLevelResultSchema>, Refusal>> {
  const request = readJson(logLevelRequestSchema, body);
  if (!request.ok) return request;
  const { level } = request.value;
  if ((await parts.store.till(till)) === null) return err(refusal('not-found', noTill(till)));
  await parts.reloadChain();
  const { [till]: _before, ...others } = parts.chain.config.logLevels ?? {};
  const logLevels = level === null ? others : { ...others, [till]: level };
  await parts.store.saveConfig({ ...parts.chain.config, logLevels });
  await parts.reloadChain();
  parts.doorbell.ring({ stream: 'config', cursor: (await parts.store.cursors()).config });
  parts.log.info({ till, level }, 'log level of a till changed');
  return ok({ till, level });
}
