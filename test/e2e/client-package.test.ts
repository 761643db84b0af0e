import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/doc-blocks.ts';
import { servePosApi, token } from '../support/pos-server.ts';
import { root } from '../support/repository.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { openTestTill } from '../support/till-sale.ts';

const run = promisify(execFile);
const shell = process.platform === 'win32';

/** A project of somebody else that has installed the packed client, with nothing of this repository in reach. */
async function projectWithClient(folder: string): Promise<string> {
  const built = join(folder, 'built');
  await run(process.execPath, [join(root, 'scripts/build-client.mjs'), built]);
  await run('npm', ['pack', '--pack-destination', folder], { cwd: built, shell });
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  await run('tar', ['-xzf', packed], { cwd: folder });
  const project = join(folder, 'project');
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  cpSync(join(folder, 'package'), join(project, 'node_modules/kopilka'), { recursive: true });
  // What the package's one dependency would bring.
  cpSync(join(root, 'node_modules/zod'), join(project, 'node_modules/zod'), { recursive: true });
  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}');
  return project;
}

const sale = `
  const till = createPosClient({ url: process.env.AGENT ?? '', token: process.env.TOKEN ?? '', timeoutMs: 5000 });
  const who = await till.identify({ scan: '2900000000018' });
  if (!who.ok || who.value.result !== 'member') throw new Error('nobody was found');
  const cart = {
    at: '2026-12-05T12:30:00+03:00', member: who.value.member.id,
    lines: [{ id: '1', sku: 'bread', quantity: 2, price: 5490 }],
  };
  const quote = await till.quote('S1-T1-000001', cart);
  if (!quote.ok) throw new Error(quote.error.detail);
  const done = await till.confirm('S1-T1-000001', {
    operationId: '01939f00-0000-7000-8000-000000000001',
    fiscal: { number: '0001', time: '2026-12-05T12:31:00+03:00' },
    tenders: [{ type: 'cash', amount: quote.value.totals.net }],
  });
  console.log(JSON.stringify(done.ok ? done.value.quote.totals : done.error));
`;

let folder: string;
let project: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-client-'));
  project = await projectWithClient(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed client', () => {
  it('holds the client and nothing of the till', () => {
    const installed = join(project, 'node_modules/kopilka');
    expect(readdirSync(installed).sort()).toEqual(['README.md', 'lib', 'package.json']);
    expect(readdirSync(join(installed, 'lib')).sort()).toEqual(['client', 'contracts', 'shared']);
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: 'kopilka', version: own.version });
    expect(manifest.dependencies).toEqual({ zod: own.dependencies.zod });
  });

  it('makes a sale from plain JavaScript, imported and required', async () => {
    const till = openTestTill([
      memberRecord('m1', { cards: ['2900000000018'], lots: [pointsLot('a', 500)] }),
    ]);
    const { port } = await servePosApi(till.checkout);
    const env = { ...process.env, AGENT: `http://127.0.0.1:${port}`, TOKEN: token };
    writeFileSync(join(project, 'sale.js'), `import { createPosClient } from 'kopilka/client';\n${sale}`);
    const first = await run(process.execPath, ['sale.js'], { cwd: project, env });
    expect(JSON.parse(first.stdout)).toMatchObject({ gross: 10_980, net: 10_980, earned: { main: 5 } });
    const required = `const { createPosClient } = require('kopilka/client');\n(async () => {${sale.replaceAll("0001'", "0002'")}})();`;
    writeFileSync(join(project, 'sale.cjs'), required);
    const second = await run(process.execPath, ['sale.cjs'], { cwd: project, env });
    expect(second.stdout).toBe(first.stdout);
    expect(till.store.backlog().count).toBe(2);
  });

  it('is typed: a good call compiles, a wrong one does not', async () => {
    const options = { strict: true, module: 'nodenext', target: 'es2022', noEmit: true, types: [] };
    const compilerOptions = { ...options, lib: ['es2022', 'dom'], exactOptionalPropertyTypes: true };
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['sale.ts', 'page.ts'] }),
    );
    const typed = `
      import { type ConfirmRequestInput, createPosClient, type PosFailure, type Quote, type Result } from 'kopilka/client';
      declare const process: { readonly env: Record<string, string | undefined> };
      ${sale}
      export const priced: Result<Quote, PosFailure> = quote;
      export const late: ConfirmRequestInput['asPaid'] = true;
    `;
    const [shown] = blocksOf('docs/integrators.md').filter(({ info }) => info === 'ts');
    const page = `
      ${shown?.text.replace("from 'kopilka/client';", "from 'kopilka/client';\n      declare const token: string, at: string;")}
      declare const lines: { id: string; sku: string; quantity: number; price: number }[];
      declare function sellWithoutLoyalty(cashierText: string | null): void;
    `;
    const compile = async (program: string): Promise<string> => {
      writeFileSync(join(project, 'sale.ts'), program);
      writeFileSync(join(project, 'page.ts'), page);
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      return run(process.execPath, [tsc, '-p', project]).then(
        () => '',
        (failed: { stdout: string }) => failed.stdout,
      );
    };
    expect(await compile(typed)).toBe('');
    const faults = await compile(typed.replace('scan:', 'scam:').replace('totals.net', 'totals.nett'));
    expect(faults).toContain('scam');
    expect(faults).toContain('nett');
  });
});
