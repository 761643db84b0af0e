import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeSecrets } from '../../../../src/hub/secrets/secret-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { kopilka } from '../../support/kopilka.ts';

// Port 1 is nobody's.
const away = 'postgres://kopilka:secret@127.0.0.1:1/kopilka';

it('commands say in a sentence that the database does not answer, and never tell its password', async () => {
  const data = temporaryFolder();
  makeSecrets(data);
  for (const words of [
    ['hub', 'init', '--chain', 'Bakery'],
    ['hub', '--port', '0'],
    ['hub', 'restored'],
  ]) {
    const { code, err } = await kopilka(...words, '--data', data, '--postgres', away);
    expect([words[1], code, err]).toEqual([
      words[1],
      1,
      expect.stringContaining('PostgreSQL database cannot be used'),
    ]);
    expect(err).not.toContain('secret@');
    expect(err).not.toContain('    at ');
  }
  const wrong = await kopilka('hub', 'init', '--chain', 'B', '--data', data, '--postgres', 'mysql://x');
  expect([wrong.code, existsSync(join(data, 'hub.sqlite'))]).toEqual([2, false]);
});
