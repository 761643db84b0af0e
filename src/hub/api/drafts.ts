import type { FastifyInstance } from 'fastify';
import { type Draft, type DraftList, publishRequestSchema } from '../../contracts/manage-packs.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { makeToken } from '../secrets/tokens.ts';
import type { DraftRecord } from '../store/records.ts';
import { checkRequest, packRulesOf } from './check-publish.ts';
import type { Guarded } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { type PublishResult, publishChecked } from './publish-program.ts';
import { readJson } from './read-body.ts';
import { noDraft, ownDraft } from './refusal-sentences.ts';

const programBodyBytes = 16 * 1024 * 1024;

/** Programs that wait for their second person: nothing of them reaches a till before it is approved. */
export function addDraftRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.post(
    '/v1/manage/drafts',
    { bodyLimit: programBodyBytes },
    guarded('publish', (request, { name }) => addDraft(parts, request.body, name)),
  );
  app.get(
    '/v1/manage/drafts',
    guarded('read-chain', () => listDrafts(parts)),
  );
  app.post<{ Params: { id: string } }>('/v1/manage/drafts/:id/approve', async (request, reply) =>
    guarded('publish', (_call, { name }) => approveDraft(parts, request.params.id, name))(request, reply),
  );
  app.delete<{ Params: { id: string } }>('/v1/manage/drafts/:id', async (request, reply) =>
    guarded('publish', () => dropDraft(parts, request.params.id))(request, reply),
  );
}

const draftOf = ({ id, author, createdAtMs, request }: DraftRecord): Draft => ({
  id,
  author,
  createdAt: new Date(createdAtMs).toISOString(),
  ...request,
});

async function addDraft(
  parts: HubParts,
  body: unknown,
  author: string,
): Promise<Result<{ draft: Draft; warnings: { path: string; message: string }[] }, Refusal>> {
  const request = readJson(publishRequestSchema, body);
  if (!request.ok) return request;
  const checked = await checkRequest(parts, request.value);
  if (!checked.ok) return checked;
  const id = makeToken().slice(0, 8);
  const draft = { id, author, createdAtMs: parts.clock.wallMs(), request: request.value };
  await parts.store.addDraft(draft);
  parts.log.info({ draft: id, author, program: checked.value.program.id }, 'draft made');
  return ok({ draft: draftOf(draft), warnings: [...checked.value.warnings] });
}

async function listDrafts({ store }: HubParts): Promise<Result<DraftList, Refusal>> {
  return ok({ drafts: (await store.drafts()).map(draftOf) });
}

/** Checked once more: the time may have passed, and what another draft became may be in the way. */
async function approveDraft(
  parts: HubParts,
  id: string,
  approvedBy: string,
): Promise<Result<PublishResult, Refusal>> {
  const draft = await parts.store.draft(id);
  if (draft === null) return err(refusal('not-found', noDraft(id)));
  const { author, request } = draft;
  if (packRulesOf(parts).secondPerson && author === approvedBy) {
    return err(refusal('second-person', ownDraft(id, author)));
  }
  const published = await publishChecked(parts, request, { author, approvedBy });
  // Killed in between, the draft stays and may be approved once more: the same program under the next number.
  if (published.ok) await parts.store.dropDraft(id);
  return published;
}

async function dropDraft(
  { store, log }: HubParts,
  id: string,
): Promise<Result<{ dropped: string }, Refusal>> {
  if (!(await store.dropDraft(id))) return err(refusal('not-found', noDraft(id)));
  log.info({ draft: id }, 'draft dropped');
  return ok({ dropped: id });
}
