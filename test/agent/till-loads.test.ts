import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/repository.ts';

/** Each cost every till megabytes at rest when it was there. */
const unused = [
  ['fetch', /undici\/undici$/],
  ['compilers of JSON schemas', /ajv-compiler|fast-json-stringify-compiler/],
  ['the library of serial ports, which belongs to the device host', /@serialport/],
] as const;

describe('a till', () => {
  it('loads nothing it does not use', () => {
    const file = join(root, 'test/support/loaded-by-till.ts');
    const loaded: string[] = JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
    expect(loaded).toContain('NativeModule http');
    expect(unused.flatMap(([name, mark]) => (loaded.some((one) => mark.test(one)) ? [name] : []))).toEqual(
      [],
    );
  });
});
