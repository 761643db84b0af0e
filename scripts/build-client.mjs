// Builds the package that an integrator installs: the typed client alone, compiled, with its types. Nothing of the till.
//   node scripts/build-client.mjs [folder]        default dist/client; then `npm pack <folder>`
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './pinned-node.mjs';

const folder = resolve(process.argv[2] ?? join(root, 'dist/client'));
rmSync(join(folder, 'lib'), { recursive: true, force: true });
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const args = [tsc, '-p', join(root, 'src/client/tsconfig.json'), '--outDir', join(folder, 'lib')];
execFileSync(process.execPath, args, { stdio: 'inherit' });

const { name, version, license, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const manifest = {
  name,
  version,
  description: 'Typed client of the POS API of a Kopilka till',
  license,
  type: 'module',
  engines: { node: '>=20.10' },
  files: ['lib'],
  exports: { './client': { types: './lib/client/pos-client.d.ts', default: './lib/client/pos-client.js' } },
  dependencies: { zod: dependencies.zod },
};
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(
  join(folder, 'README.md'),
  [
    '# kopilka/client',
    '',
    'The typed client of the POS API: loyalty at the till that never waits for the network.',
    '',
    '```ts',
    "import { createPosClient } from 'kopilka/client';",
    '',
    "const till = createPosClient({ token: process.env.KOPILKA_TOKEN ?? '' });",
    "const who = await till.identify({ scan: '2900000000018' });",
    "if (who.ok && who.value.result === 'member') console.log(who.value.member.firstName);",
    '```',
    '',
    'Nothing throws: a failed call, a missed 300 ms included, is `{ ok: false, error }`.',
    '',
  ].join('\n'),
);
