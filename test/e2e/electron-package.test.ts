import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApp } from '../../src/main/app.ts';
import { systemTiming } from '../../src/main/timing.ts';
import { lockFile } from '../../src/sqlite/file-lock.ts';
import { openShop } from '../hub/support/shop.ts';
import { makeElectronDist, readFuseWire } from '../support/electron-dist.ts';
import { openPage, portOf } from '../support/electron-page.ts';
import { createElectronStandIn } from '../support/electron-stand-in.ts';
import { runningChild } from '../support/electron-utility-process.ts';
import { root } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The package is built as for a shop, only with a stand-in in place of Electron's binary; what is inside is then
// taken out of its archive and run, far from the repository and its packages.
const work = mkdtempSync(join(tmpdir(), 'kopilka-package-'));
const unpackedDir = join(work, 'packages/linux-unpacked');
const archive = join(unpackedDir, 'resources/app.asar');
const inside = join(work, 'inside');

function run(program: string, words: readonly string[]): string {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', program), ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`${program} failed:\n${done.stdout}\n${done.stderr}`);
  return done.stdout + done.stderr;
}

const packageWith = (dist: string, output: string): string =>
  run('electron-builder/cli.js', [
    '--linux',
    '--x64',
    '--dir',
    `-c.electronDist=${dist}`,
    `-c.directories.output=${output}`,
  ]);

beforeAll(() => {
  run('vite/bin/vite.js', ['build', '--config', 'vite.main.config.ts']);
  packageWith(makeElectronDist(join(work, 'electron')), join(work, 'packages'));
  extractAll(archive, inside);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the desktop package', () => {
  it('decides about each of the nine fuses', () => {
    // In order: run as Node, cookie encryption, NODE_OPTIONS, inspector, ASAR integrity, only from ASAR, own
    // snapshot of the browser process, rights of file://, trap handlers of WebAssembly.
    expect(readFuseWire(join(unpackedDir, 'kopilka'))).toBe('010011001');
  });

  it('is not built of an Electron with a fuse nobody decided about', () => {
    const dist = makeElectronDist(join(work, 'later-electron'), '1000000111');
    expect(() => packageWith(dist, join(work, 'later'))).toThrow(/Decide about the new fuses/);
  });

  it('holds the built program and no sources, maps or tests of it', () => {
    const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/main/main.js',
        '/dist/main/agent.js',
        '/dist/main/device-host.js',
        '/dist/main/preload.cjs',
        '/dist/main/tray.png',
        '/dist/renderer/cashier/index.html',
      ]),
    );
    expect(files.filter((file) => /^\/(src|test|bench|docs)\/|\.map$/.test(file))).toEqual([]);
    const { main } = JSON.parse(readFileSync(join(inside, 'package.json'), 'utf8')) as { main: string };
    expect(main).toBe('dist/main/main.js');
  });

  it('leaves native code outside the archive', () => {
    const outside = join(unpackedDir, 'resources/app.asar.unpacked/node_modules');
    expect(existsSync(join(outside, 'better-sqlite3/prebuilds/linux-x64.node'))).toBe(true);
    expect(existsSync(join(outside, '@serialport/bindings-cpp/prebuilds/linux-x64'))).toBe(true);
  });

  it('has a preload that needs Electron only, shows one function and passes ports to its own origin', () => {
    const required: string[] = [];
    const sent: unknown[] = [];
    const posted: unknown[] = [];
    const world: Record<string, unknown> = {};
    const listeners: Record<string, (event: unknown) => void> = {};
    runInNewContext(readFileSync(join(inside, 'dist/main/preload.cjs'), 'utf8'), {
      require: (name: string) => {
        required.push(name);
        return {
          ipcRenderer: {
            on: (channel: string, listener: (event: unknown) => void) => {
              listeners[channel] = listener;
            },
            send: (...words: unknown[]) => sent.push(words),
          },
          contextBridge: {
            exposeInMainWorld: (name: string, api: unknown) => {
              world[name] = api;
            },
          },
        };
      },
      window: {
        location: { origin: 'kopilka://app' },
        addEventListener: (name: string, listener: (event: unknown) => void) => {
          listeners[name] = listener;
        },
        postMessage: (...words: unknown[]) => posted.push(words),
      },
    });
    expect(required).toEqual(['electron']);
    expect(Object.keys(world)).toEqual(['kopilka']);
    expect(Object.keys(world.kopilka as object)).toEqual(['connect']);
    listeners.load?.({});
    expect(sent).toEqual([['ui-connect']]);
    listeners['ui-port']?.({ ports: ['the port'] });
    expect(posted).toEqual([['ui-port', 'kopilka://app', ['the port']]]);
  });

  it('opens a till, scans, survives the death of its agent, and closes in order', async () => {
    const shop = await openShop();
    const card = '2900000000018';
    await shop.manage('POST', '/v1/manage/members', {
      rows: [{ id: 'vera', cards: [card], firstName: 'Вера' }],
    });
    const dataDir = join(temporaryFolder(), 'till');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ bench: { items: [] } }));
    const stand = createElectronStandIn(runningChild);
    const failures: string[] = [];
    const logged = (fields: object, message: string): void =>
      void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
    await runApp(stand.electron, {
      files: {
        agent: join(inside, 'dist/main/agent.js'),
        deviceHost: join(inside, 'dist/main/device-host.js'),
        preload: join(inside, 'dist/main/preload.cjs'),
        icon: join(inside, 'dist/main/icon.png'),
        trayIcon: join(inside, 'dist/main/tray.png'),
        windowsDir: join(inside, 'dist/renderer'),
      },
      till: {
        dataDir,
        posPort: 0,
        uiPort: null,
        configFile: join(dataDir, 'config.json'),
        hubUrl: shop.url(),
        enrolCode: await shop.enrolCode('t1'),
      },
      env: process.env,
      platform: 'linux',
      hidden: false,
      autoStart: null,
      timing: systemTiming,
      log: { info: logged, warn: logged, error: logged },
      showFailure: (_title, text) => void failures.push(text),
    });
    const [window] = stand.windows;
    if (window === undefined) throw new Error('no window was made');

    const page = await stand.handlers.get('kopilka')?.(new Request(window.loaded[0] ?? ''));
    expect(await page?.text()).toContain('<div id="root">');
    const frame = { url: window.loaded[0] ?? '', parent: null };
    stand.sendFromFrame('ui-connect', frame, window.webContents.id);
    const first = openPage(await portOf(window.webContents, 1));
    expect(await first.call('hello', { protocol: 1 })).toMatchObject({ ok: true, result: { bench: true } });
    await expect
      .poll(() => first.call('status', {}), { timeout: 15_000 })
      .toMatchObject({ ok: true, result: { members: 3 } });
    expect(await first.call('bench.scan', { text: card })).toMatchObject({ ok: true });
    expect(await first.event('scan')).toMatchObject({ outcome: { result: 'member' } });

    stand.children[0]?.die(9);
    const second = openPage(await portOf(window.webContents, 2));
    expect(await second.call('identify', { scan: card })).toMatchObject({
      ok: true,
      result: { result: 'member' },
    });
    expect(failures).toEqual([]);

    stand.app.quit();
    await expect.poll(() => stand.app.quits, { timeout: 15_000 }).toBe(1);
    const relocked = lockFile(join(dataDir, 'till.lock'));
    expect(relocked).not.toBeNull();
    relocked?.();
  });
});
