import {
  draftListSchema,
  draftResultSchema,
  droppedDraftSchema,
  publishResultSchema,
} from '../../contracts/manage-packs.ts';
import { type Command, type CommandContext, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';
import { publishOptions, readPublishRequest } from './publish-request.ts';
import { tellPublished } from './published.ts';

/** The one draft that a command takes as its argument, as a part of an address. */
function readDraftId({ positionals }: CommandContext): string {
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) {
    throw new UsageFailure('Give the id of one draft, as "kopilka hub draft list" shows it.');
  }
  return encodeURIComponent(id);
}

const addDraft: Command = {
  name: 'hub draft add',
  summary: 'checks a program and keeps it until a second person approves it',
  arguments: 'FILE',
  options: { ...publishOptions, ...hubOptions },
  example: 'kopilka hub draft add program.json --stores s1,s2 --token T',
  run: async (context) => {
    const body = jsonBody(readPublishRequest(context));
    const answer = await hubCall(context)('/v1/manage/drafts', body, draftResultSchema);
    for (const { path, message } of answer.warnings) context.error(`warning: ${path}: ${message}`);
    const { id } = answer.draft;
    context.out(
      context.json
        ? JSON.stringify(answer)
        : `Draft ${id} waits. Another person approves it with "kopilka hub draft approve ${id}".`,
    );
    return 0;
  },
};

const listDrafts: Command = {
  name: 'hub draft list',
  summary: 'lists programs that wait for approval',
  options: hubOptions,
  example: 'kopilka hub draft list --token T',
  run: async (context) => {
    const { drafts } = await hubCall(context)('/v1/manage/drafts', null, draftListSchema);
    if (context.json) context.out(JSON.stringify({ drafts }));
    else if (drafts.length === 0) context.out('No program waits for approval.');
    for (const { id, author, createdAt, activateAt, stores } of context.json ? [] : drafts) {
      const where = stores === undefined ? 'all stores' : `stores ${stores.join(', ')}`;
      context.out(`${id}  by ${author}  ${createdAt}  for ${where}, from ${activateAt ?? 'its approval'}`);
    }
    return 0;
  },
};

const approveDraft: Command = {
  name: 'hub draft approve',
  summary: 'approves a program of another person: it is signed and published',
  arguments: 'ID',
  options: hubOptions,
  example: 'kopilka hub draft approve 4f9Qz1xA --token T',
  run: async (context) => {
    const path = `/v1/manage/drafts/${readDraftId(context)}/approve`;
    return tellPublished(context, await hubCall(context)(path, jsonBody({}), publishResultSchema));
  },
};

const dropDraft: Command = {
  name: 'hub draft drop',
  summary: 'takes a program that waits for approval away',
  arguments: 'ID',
  options: hubOptions,
  example: 'kopilka hub draft drop 4f9Qz1xA --token T',
  run: async (context) => {
    const path = `/v1/manage/drafts/${readDraftId(context)}`;
    const answer = await hubCall(context)(path, null, droppedDraftSchema, 'DELETE');
    context.out(context.json ? JSON.stringify(answer) : `Draft ${answer.dropped} is gone.`);
    return 0;
  },
};

export const hubDraftCommands: readonly Command[] = [addDraft, listDrafts, approveDraft, dropDraft];
