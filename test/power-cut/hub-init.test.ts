import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { hubDatabasePath } from '../../src/hub/init-chain.ts';
import { readSecrets } from '../../src/hub/secrets/secret-files.ts';
import { openSqliteHubStore } from '../../src/hub/store/sqlite/open-sqlite-hub-store.ts';
import { root } from '../support/repository.ts';
import { seededNumbers } from '../support/seeded-numbers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { cuts, Disk } from './disk.ts';
import { buildShim } from './shim.ts';
import { readTrace } from './trace.ts';

it('keeps a new chain with its keys once its token was shown', { timeout: 60_000 }, async ({ skip }) => {
  const folder = temporaryFolder();
  const shim = buildShim(folder);
  if (shim === null) skip('not run: recording a power cut needs Linux and a C compiler');
  const [out, dataDir] = [join(folder, 'traces'), join(folder, 'hub')];
  mkdirSync(out);
  const words = ['hub', 'init', '--data', dataDir, '--chain', 'Cut', '--id', 'cut', '--json'];
  const made = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...words], {
    env: { ...process.env, LD_PRELOAD: shim ?? '', KOPILKA_TRACE_OUT: out, KOPILKA_TRACE_ROOT: dataDir },
  });
  expect(made.status).toBe(0);
  const [trace = ''] = readdirSync(out);
  const disk = new Disk();
  for (const event of readTrace(readFileSync(join(out, trace)), dataDir)) disk.apply(event);
  const secrets = readSecrets(dataDir);
  const chance = seededNumbers(1);
  for (const [index, how] of [...cuts, ...cuts, ...cuts].entries()) {
    const left = join(folder, `left-${index}`);
    for (const [path, bytes] of disk.cut(how, chance)) {
      mkdirSync(dirname(join(left, path)), { recursive: true });
      writeFileSync(join(left, path), bytes);
    }
    expect(readSecrets(left).phoneKey).toEqual(secrets.phoneKey);
    expect(readSecrets(left).signingKey.publicKey).toBe(secrets.signingKey.publicKey);
    const store = openSqliteHubStore(hubDatabasePath(left));
    expect(await store?.chain()).toMatchObject({ id: 'cut' });
    await store?.close();
  }
});
