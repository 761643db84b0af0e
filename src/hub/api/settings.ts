import type { z } from 'zod';
import { usualFraudRules } from '../../contracts/fraud.ts';
import {
  type Settings,
  settingsChangeSchema,
  settingsSchema,
  type tokenListSchema,
  tokenRequestSchema,
  type tokenResultSchema,
} from '../../contracts/manage.ts';
import { usualPackRules } from '../../contracts/pack-rules.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { hashToken, makeToken } from '../secrets/tokens.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson } from './read-body.ts';
import { lastOwner, noToken, takenToken } from './refusal-sentences.ts';

export function showSettings({ chain }: HubParts): Settings {
  const {
    staff: _list,
    logLevels: _ofTills,
    fraud = usualFraudRules,
    packs = usualPackRules,
    surveyUrl = null,
    joinUrl = null,
    ...settings
  } = chain.config;
  const { sharedInStore = false, leases = null, ...offline } = settings.offline;
  return { ...settings, surveyUrl, joinUrl, offline: { ...offline, sharedInStore, leases }, fraud, packs };
}

/** Changes what the request names, leaves the rest, and sends the result to every till. */
export async function changeSettings(parts: HubParts, body: unknown): Promise<Result<Settings, Refusal>> {
  const change = readJson(settingsChangeSchema, body);
  if (!change.ok) return change;
  await parts.reloadChain();
  const { offline, fraud, packs, ...others } = change.value;
  const named = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  const present = showSettings(parts);
  const settings = settingsSchema.parse({
    ...present,
    ...named,
    offline: { ...present.offline, ...offline },
    fraud: { ...present.fraud, ...fraud },
    packs: { ...present.packs, ...packs },
  });
  const { leases, ...rules } = settings.offline;
  const stored = { ...rules, ...(leases === null ? {} : { leases }) };
  const { staff, logLevels } = parts.chain.config;
  await parts.store.saveConfig({ ...settings, offline: stored, staff, logLevels });
  await parts.reloadChain();
  parts.doorbell.ring({ stream: 'config', cursor: (await parts.store.cursors()).config });
  parts.log.info({ changed: Object.keys(change.value) }, 'settings changed');
  return ok(settings);
}

export async function listTokens(parts: HubParts): Promise<Result<z.infer<typeof tokenListSchema>, Refusal>> {
  const tokens = await parts.store.tokens();
  return ok({
    tokens: tokens.map(({ name, role, createdAtMs }) => ({
      name,
      role: role as z.infer<typeof tokenListSchema>['tokens'][number]['role'],
      createdAt: new Date(createdAtMs).toISOString(),
    })),
  });
}

/** A new token; it is shown in this answer only, the hub keeps its hash. */
export async function addToken(
  parts: HubParts,
  body: unknown,
): Promise<Result<z.infer<typeof tokenResultSchema>, Refusal>> {
  const request = readJson(tokenRequestSchema, body);
  if (!request.ok) return request;
  const { name, role } = request.value;
  const token = makeToken();
  const added = await parts.store.addToken({
    name,
    role,
    hash: hashToken(token),
    createdAtMs: parts.clock.wallMs(),
  });
  if (!added) return err(refusal('invalid', takenToken(name)));
  parts.log.info({ name, role }, 'token added');
  return ok({ name, role, token });
}

export async function revokeToken(
  parts: HubParts,
  name: string,
): Promise<Result<{ revoked: string }, Refusal>> {
  switch (await parts.store.revokeToken(name)) {
    case 'revoked':
      parts.log.info({ name }, 'token revoked');
      return ok({ revoked: name });
    case 'unknown':
      return err(refusal('not-found', noToken(name)));
    case 'last-owner':
      return err(refusal('invalid', lastOwner(name)));
  }
}
