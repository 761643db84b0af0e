import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { enrolCodeResultSchema, importResultSchema, publishResultSchema } from '../../contracts/manage.ts';
import { CommandFailure } from '../command.ts';
import { demoBenchItems } from '../demo/bench-items.ts';
import { demoGoods } from '../demo/goods.ts';
import { demoMembers } from '../demo/members.ts';
import { demoProgram } from '../demo/program.ts';

const secretsSchema = z.strictObject({ managerToken: z.string() });
const secretsFile = (dataDir: string): string => join(dataDir, 'demo.json');

/** Makes the demo chain once; answers the manager's token. */
export async function ensureDemoChain(dataDir: string): Promise<string> {
  const file = secretsFile(dataDir);
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).managerToken;
  mkdirSync(dataDir, { recursive: true });
  const { initChain } = await import('../../hub/init-chain.ts');
  const made = initChain(join(dataDir, 'hub'), {
    id: 'lukoshko',
    name: 'Лукошко',
    config: {
      language: 'ru',
      balanceUrl: 'https://lukoshko.example/c/{member}',
      offline: { maxPoints: 500, sharePercent: 50, maxBalanceAgeHours: 72, maxHours: 24 },
    },
  });
  if (!made.ok) throw new CommandFailure(`${made.error} Remove ${dataDir} to begin anew.`);
  writeFileSync(file, JSON.stringify({ managerToken: made.value.managerToken }), { mode: 0o600 });
  return made.value.managerToken;
}

export type Management = { readonly url: string; readonly token: string };

async function post<S extends z.ZodType>(
  hub: Management,
  path: string,
  body: unknown,
  schema: S,
): Promise<z.output<S>> {
  const response = await fetch(new URL(path, hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new CommandFailure(`The hub refused the demo data: ${await response.text()}`);
  return schema.parse(await response.json());
}

/** Gives the new chain its goods, members and program; each can be repeated without harm. */
export async function seedDemoChain(hub: Management): Promise<void> {
  await post(hub, '/v1/manage/programs', { program: demoProgram }, publishResultSchema);
  const goods = await post(hub, '/v1/manage/goods', { rows: demoGoods }, importResultSchema);
  const rows = demoMembers.map(({ points, card, ...member }) => ({
    ...member,
    cards: [card],
    points: { main: points },
  }));
  const members = await post(hub, '/v1/manage/members', { rows }, importResultSchema);
  const refused = [...goods.refused, ...members.refused];
  if (refused.length > 0) throw new CommandFailure(`The hub refused demo rows: ${JSON.stringify(refused)}`);
}

/** A one-time code for the demo's till. */
export async function demoEnrolCode(hub: Management): Promise<string> {
  const answer = await post(
    hub,
    '/v1/manage/enrol-codes',
    { store: 's1', storeName: 'Лукошко на Садовой', till: 't1', tillName: 'Касса 1' },
    enrolCodeResultSchema,
  );
  return answer.code;
}

/** Writes the till's config with the bench, unless somebody has written one already. */
export function ensureBenchConfig(tillDir: string): void {
  mkdirSync(tillDir, { recursive: true, mode: 0o700 });
  const file = join(tillDir, 'config.json');
  if (existsSync(file)) return;
  writeFileSync(file, `${JSON.stringify({ bench: { items: demoBenchItems } }, null, 2)}\n`);
}
