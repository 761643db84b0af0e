import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashToken, installToken } from '../../../src/agent/pos-api/install-token.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the install token', () => {
  it('is 256 bits in a file of its owner, made once', () => {
    const path = join(temporaryFolder(), 'pos.token');
    const made = installToken(path);
    expect(Buffer.from(made.token, 'base64url')).toHaveLength(32);
    expect(made.hash).toBe(hashToken(made.token));
    expect(readFileSync(path, 'utf8')).toBe(`${made.token}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(installToken(path)).toEqual(made);
  });

  it('is closed again to others who could read it', () => {
    const path = join(temporaryFolder(), 'pos.token');
    installToken(path);
    chmodSync(path, 0o644);
    installToken(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('that is too short is not taken', () => {
    const path = join(temporaryFolder(), 'pos.token');
    writeFileSync(path, 'password\n');
    expect(() => installToken(path)).toThrow('too short');
  });
});
