import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import Driver from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../../src/cli/commands.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memberRecord } from '../../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../../support/till-sale.ts';

async function doctor(...words: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const streams = { stdin: new PassThrough(), stdout, stderr };
  const code = await runCommandLine(allCommands, ['doctor', ...words], streams, new AbortController().signal);
  return { code, out: String(stdout.read() ?? ''), error: String(stderr.read() ?? '') };
}

/** The data folder of a till that sold something. */
function soldTill(): string {
  const till = openTestTill([memberRecord('m1')]);
  accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart({ member: 'm1' }) })));
  till.store.close();
  const folder = join(dirname(till.path), 'till');
  mkdirSync(folder);
  renameSync(till.path, join(folder, 'till.sqlite'));
  return folder;
}

describe('the doctor', () => {
  it('is content with an honest till', async () => {
    const folder = soldTill();
    expect(await doctor('--data', folder)).toEqual({ code: 0, out: 'All is well.\n', error: '' });
    expect((await doctor('--data', folder, '--json')).out).toBe('{"ok":true,"findings":[]}\n');
  });

  it('names what is wrong and fails', async () => {
    const folder = soldTill();
    const driver = new Driver(join(folder, 'till.sqlite'));
    driver.exec("UPDATE journal SET payload = payload || ' '");
    driver.close();
    const { code, out } = await doctor('--data', folder);
    expect([code, out]).toEqual([1, 'broken-chain: The journal was changed at operation 1 of epoch 1.\n']);
  });

  it('says where a till was expected', async () => {
    const { code, error } = await doctor('--data', temporaryFolder());
    expect(code).toBe(1);
    expect(error).toContain('There is no till in');
  });
});
