import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Language, languageSchema } from '../../contracts/local-text.ts';
import { enrolCodeResultSchema, importResultSchema } from '../../contracts/manage.ts';
import { publishResultSchema } from '../../contracts/manage-packs.ts';
import { CommandFailure } from '../command.ts';
import { demoBenchItems } from '../demo/bench-items.ts';
import { demoGoods } from '../demo/goods.ts';
import { demoMembers } from '../demo/members.ts';
import { demoProgram } from '../demo/program.ts';
import { startWords } from './words.ts';

const demoSchema = z.strictObject({ managerToken: z.string(), language: languageSchema });
/** The demo chain: how to manage it, and the language of its goods, names and slips. */
export type Demo = z.infer<typeof demoSchema>;

const placeNames = {
  ru: { chain: 'Лукошко', store: 'Лукошко на Садовой', till: 'Касса 1' },
  en: { chain: 'Lukoshko', store: 'Lukoshko, Garden Street', till: 'Till 1' },
} as const;

const secretsFile = (dataDir: string): string => join(dataDir, 'demo.json');

/** Makes the demo chain once, in the language given; later starts find it as it is. */
export async function ensureDemoChain(dataDir: string, language: Language): Promise<Demo> {
  const file = secretsFile(dataDir);
  if (existsSync(file)) return demoSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  mkdirSync(dataDir, { recursive: true });
  const { initChain } = await import('../../hub/init-chain.ts');
  const made = initChain(join(dataDir, 'hub'), {
    id: 'lukoshko',
    name: placeNames[language].chain,
    config: {
      language,
      balanceUrl: 'https://lukoshko.example/c/{member}',
      offline: { maxPoints: 500, sharePercent: 50, maxBalanceAgeHours: 72, maxHours: 24 },
    },
  });
  if (!made.ok) throw new CommandFailure(startWords.noDemo(made.error, dataDir));
  const demo: Demo = { managerToken: made.value.managerToken, language };
  writeFileSync(file, JSON.stringify(demo), { mode: 0o600 });
  return demo;
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
  if (!response.ok) throw new CommandFailure(startWords.demoRefused(await response.text()));
  return schema.parse(await response.json());
}

/** Gives the new chain its goods, members and program; each can be repeated without harm. */
export async function seedDemoChain(hub: Management, language: Language): Promise<void> {
  await post(hub, '/v1/manage/programs', { program: demoProgram }, publishResultSchema);
  const goods = await post(hub, '/v1/manage/goods', { rows: demoGoods(language) }, importResultSchema);
  const rows = demoMembers(language).map(({ points, card, ...member }) => ({
    ...member,
    cards: [card],
    points: { main: points },
  }));
  const members = await post(hub, '/v1/manage/members', { rows }, importResultSchema);
  const refused = [...goods.refused, ...members.refused];
  if (refused.length > 0) throw new CommandFailure(startWords.demoRefused(JSON.stringify(refused)));
}

/** A one-time code for the demo's till. */
export async function demoEnrolCode(hub: Management, language: Language): Promise<string> {
  const { store, till } = placeNames[language];
  const answer = await post(
    hub,
    '/v1/manage/enrol-codes',
    { store: 's1', storeName: store, till: 't1', tillName: till },
    enrolCodeResultSchema,
  );
  return answer.code;
}

/** Writes the till's config with the bench, unless somebody has written one already. */
export function ensureBenchConfig(tillDir: string, language: Language): void {
  mkdirSync(tillDir, { recursive: true, mode: 0o700 });
  const file = join(tillDir, 'config.json');
  if (existsSync(file)) return;
  writeFileSync(file, `${JSON.stringify({ bench: { items: demoBenchItems(language) } }, null, 2)}\n`);
}
