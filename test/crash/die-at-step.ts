import childProcess from 'node:child_process';
import fs from 'node:fs';
import http, { Server, ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';

// Loaded into a real process by NODE_OPTIONS. From the first request on whose address holds a word, it counts what the
// process does to the world: SQL statements and transactions, file writes, answers, calls to the hub, messages to the
// device host and other children; before and after each, a read once. At one step it dies as by kill -9.
// KOPILKA_DIE = command|word|step, step 0: never. KOPILKA_STEPS: a file that gets the name of each step.

const [command = '', word = '', at = '0'] = (process.env.KOPILKA_DIE ?? '').split('|');
const names = process.env.KOPILKA_STEPS;
const { openSync, writeSync } = fs;
const list = names === undefined || process.argv[2] !== command ? null : openSync(names, 'a');
const deadly = Number(at);
let counting = false;
let count = 0;

function step(name: string): void {
  if (!counting) return;
  count += 1;
  if (list !== null) writeSync(list, `${name}\n`);
  if (count !== deadly) return;
  writeSync(2, `dies ${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

// biome-ignore lint/suspicious/noExplicitAny: wraps functions of any shape and passes all through.
type AnyFunction = (...parameters: any[]) => unknown;

/** Puts a step before and after each call of a method. */
function watch<Owner extends object>(
  owner: Owner,
  method: keyof Owner & string,
  name: (first: unknown, self: object) => string,
  changes = true,
): void {
  const original = owner[method] as AnyFunction;
  const watched = function (this: object, ...parameters: unknown[]): unknown {
    const told = name(parameters[0], this);
    step(`before ${told}`);
    const result = original.apply(this, parameters);
    if (changes) step(`after ${told}`);
    return result;
  };
  Object.defineProperty(owner, method, { value: watched, configurable: true, writable: true });
}

function watchDatabase(): void {
  const probe = new Database(':memory:');
  const statement = probe.prepare('SELECT 1');
  const prototype: Database.Statement = Object.getPrototypeOf(statement);
  probe.close();
  const sourceOf = (_first: unknown, self: object): string =>
    'source' in self ? String(self.source).replace(/\s+/g, ' ').trim().slice(0, 60) : 'statement';
  watch(prototype, 'run', sourceOf);
  for (const method of ['get', 'all'] as const) watch(prototype, method, sourceOf, false);
  watch(Database.prototype, 'exec', (sql) => String(sql).trim().slice(0, 60));
}

function watchWorld(): void {
  for (const method of ['writeSync', 'fsyncSync', 'renameSync', 'writeFileSync'] as const) {
    watch(fs, method, () => `file ${method}`);
  }
  const { fork } = childProcess;
  childProcess.fork = ((...parameters: Parameters<typeof fork>) => {
    const child = fork(...parameters);
    const file = String(parameters[0]);
    const isHost = basename(dirname(file)) === 'host';
    watch(child, 'send', () => `message to ${isHost ? 'the device host' : basename(file)}`);
    return child;
  }) as typeof fork;
  syncBuiltinESMExports();
  watch(ServerResponse.prototype, 'writeHead', (status) => `answer ${status}`);
  watch(ServerResponse.prototype, 'end', () => 'answer ends');
  const { request } = http;
  // The till takes this module whole and calls what it finds there (`src/sync/node-http.ts`).
  http.request = ((...parameters: Parameters<typeof request>) => {
    step('before call to the hub');
    const outgoing = request(...parameters);
    outgoing.once('response', () => step('after call to the hub'));
    return outgoing;
  }) as typeof request;
}

function countFromRequest(): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function listen(this: Server, event: string, ...parameters: unknown[]): boolean {
    const [request] = parameters;
    const isIt = event === 'request' && request instanceof Object && 'url' in request;
    if (isIt && String(request.url).includes(word)) counting = true;
    return Reflect.apply(emit, this, [event, ...parameters]);
  };
}

// Children inherit the environment; only the command that was meant dies.
if (process.argv[2] === command) {
  watchDatabase();
  watchWorld();
  countFromRequest();
}
