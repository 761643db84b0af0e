import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionLengths } from './support/function-lengths.ts';
import { filesBelow, referencesOf, root, textOf } from './support/repository.ts';

const MAX_FUNCTION_LINES = 70;
const MAX_FILE_LINES = 400;
const sources = filesBelow('src', /\.tsx?$/);

/** Files that are started, not imported. */
const entries = new Set([
  'src/cli/main.ts',
  'src/drivers/host/main.ts',
  'src/main/main.ts',
  'src/main/preload.ts',
  'src/agent/electron-process.ts',
  'src/agent/electron-device-host.ts',
  // For cash-register programs of others.
  'src/client/pos-client.ts',
]);

/** Where time, chance and the platform come in through ports only. */
const pure = /^src\/(loyalty|shared|contracts|checkout|receipts|sync\/machine|drivers\/(codec|recogniser))\//;
const bannedInPure = [
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bMath\.random\(/,
  /\bperformance\.now\(/,
  /\bsetTimeout\(/,
];
const bannedInEngine = [/\bDate\b(?!Time)/, /\bparseFloat\(/, /\bconsole\./];

const linesMatching = (path: string, patterns: readonly RegExp[]): string[] =>
  textOf(path)
    .split('\n')
    .flatMap((line, index) => {
      const code = line
        .replace(/\/\/.*$|^\s*\*.*$|\/\*.*?\*\//g, '')
        .replace(/(['"`])(?:\\.|(?!\1).)*\1/g, "''");
      return patterns.some((pattern) => pattern.test(code)) ? [`${path}:${index + 1} ${line.trim()}`] : [];
    });

describe('the repository', () => {
  it('reads no clock and no chance in pure code', () => {
    expect(
      sources.filter((path) => pure.test(path)).flatMap((path) => linesMatching(path, bannedInPure)),
    ).toEqual([]);
  });

  it('keeps dates, float parsing and the console out of the engine', () => {
    const engine = sources.filter((path) => path.startsWith('src/loyalty/'));
    expect(engine.length).toBeGreaterThan(0);
    expect(engine.flatMap((path) => linesMatching(path, bannedInEngine))).toEqual([]);
  });

  it('has no file in src that nothing starts or imports', () => {
    const users = [
      ...sources,
      ...filesBelow('src', /\.html$/),
      ...filesBelow('scripts', /\.mjs$/),
      'vite.config.ts',
    ];
    const used = new Set(users.flatMap(referencesOf));
    const unused = sources.filter((path) => !used.has(path) && !entries.has(path) && !path.endsWith('.d.ts'));
    expect(unused).toEqual([]);
  });

  it(`has no function over ${MAX_FUNCTION_LINES} lines and no file over ${MAX_FILE_LINES}`, () => {
    const tooLong = sources.flatMap((path) => {
      const source = textOf(path);
      const lines = source.split('\n').length;
      return [
        ...(lines > MAX_FILE_LINES ? [`${path}: ${lines} lines`] : []),
        ...functionLengths(source, path.endsWith('x'))
          .filter((found) => found.lines > MAX_FUNCTION_LINES)
          .map((found) => `${path}:${found.line} ${found.name}: ${found.lines} lines`),
      ];
    });
    expect(tooLong).toEqual([]);
  });

  it('leaves no marks of unfinished work', () => {
    const marks = /\b(TODO|FIXME|HACK|XXX)\b|not implemented|\b(describe|it|test)\.(only|skip)\(/;
    const all = [...sources, ...filesBelow('test', /\.tsx?$/)].filter((path) => path !== 'test/tidy.test.ts');
    const found = all.flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, index) => (marks.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('gives a reason beside every suppressed rule', () => {
    const bare = [...sources, ...filesBelow('test', /\.tsx?$/)].flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, index) =>
          /@ts-(ignore|expect-error)\s*$|biome-ignore [\w/]+:?\s*$/.test(line)
            ? [`${path}:${index + 1}`]
            : [],
        ),
    );
    expect(bare).toEqual([]);
  });

  it('pins every package to one exact version', () => {
    const manifest: Record<string, Record<string, string>> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const loose = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
      Object.entries(manifest[group] ?? {}).filter(
        ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      ),
    );
    expect(loose).toEqual([]);
  });

  it('says why each package is there', () => {
    const manifest: Record<string, Record<string, string>> = JSON.parse(textOf('package.json'));
    const decisions = filesBelow('docs/decisions', /\.md$/).map(textOf).join('\n');
    const names = ['dependencies', 'devDependencies'].flatMap((group) => Object.keys(manifest[group] ?? {}));
    const covered = (name: string): boolean =>
      decisions.includes(name) ||
      name.startsWith('@types/') ||
      /^(react|i18next|vite|@mantine)/.test(name.replace('@vitejs/plugin-', ''));
    expect(
      names.filter((name) => !covered(name) && !decisions.includes(name.split('/').at(-1) ?? name)),
    ).toEqual([]);
  });

  it('has one version', () => {
    const manifest: { version: string } = JSON.parse(textOf('package.json'));
    expect(textOf('src/agent/version.ts')).toContain(`'${manifest.version}'`);
  });
});
