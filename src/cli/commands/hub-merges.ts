import { droppedMergeSchema, mergeListSchema, mergeSchema } from '../../contracts/merge.ts';
import { type Command, type CommandContext, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

/** The one member that a command takes as its argument, as a part of an address. */
function readSource({ positionals }: CommandContext): string {
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) {
    throw new UsageFailure('Give the id of the member that goes, as "kopilka hub merge list" shows it.');
  }
  return encodeURIComponent(id);
}

const addMerge: Command = {
  name: 'hub merge add',
  summary:
    "proposes that two members are one person: what is SOURCE's becomes TARGET's when another approves",
  arguments: 'SOURCE TARGET',
  options: hubOptions,
  example: 'kopilka hub merge add m-17 m-4 --token T',
  run: async (context) => {
    const [source, target, ...others] = context.positionals;
    if (source === undefined || target === undefined || others.length > 0) {
      throw new UsageFailure('Give two members: the one that goes and the one that stays.');
    }
    const merge = await hubCall(context)('/v1/manage/merges', jsonBody({ source, target }), mergeSchema);
    context.out(
      context.json
        ? JSON.stringify(merge)
        : `${source} into ${target} waits. Another person approves it with "kopilka hub merge approve ${source}".`,
    );
    return 0;
  },
};

const listMerges: Command = {
  name: 'hub merge list',
  summary: 'lists members that became one, and those that wait for a second person',
  options: hubOptions,
  example: 'kopilka hub merge list --token T',
  run: async (context) => {
    const { merges } = await hubCall(context)('/v1/manage/merges', null, mergeListSchema);
    if (context.json) context.out(JSON.stringify({ merges }));
    else if (merges.length === 0) context.out('No members were merged.');
    for (const { source, target, author, createdAt, approvedBy, doneAt } of context.json ? [] : merges) {
      const state = doneAt === null ? 'waits' : `approved by ${approvedBy ?? ''} ${doneAt}`;
      context.out(`${source} into ${target}  by ${author}  ${createdAt}  ${state}`);
    }
    return 0;
  },
};

const approveMerge: Command = {
  name: 'hub merge approve',
  summary: 'merges two members as another person proposed; this cannot be undone',
  arguments: 'SOURCE',
  options: hubOptions,
  example: 'kopilka hub merge approve m-17 --token T',
  run: async (context) => {
    const path = `/v1/manage/merges/${readSource(context)}/approve`;
    const merge = await hubCall(context)(path, jsonBody({}), mergeSchema);
    context.out(context.json ? JSON.stringify(merge) : `${merge.source} is ${merge.target} now.`);
    return 0;
  },
};

const dropMerge: Command = {
  name: 'hub merge drop',
  summary: 'takes a proposal back',
  arguments: 'SOURCE',
  options: hubOptions,
  example: 'kopilka hub merge drop m-17 --token T',
  run: async (context) => {
    const path = `/v1/manage/merges/${readSource(context)}`;
    const { dropped } = await hubCall(context)(path, null, droppedMergeSchema, 'DELETE');
    context.out(context.json ? JSON.stringify({ dropped }) : `${dropped} stays as it is.`);
    return 0;
  },
};

export const hubMergeCommands: readonly Command[] = [addMerge, listMerges, approveMerge, dropMerge];
