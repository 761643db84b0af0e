// Finds the Node 24 that comes as an npm package, so that every script runs on the same Node even where
// the machine's own is older. Plain JavaScript: it is the one part that must run on the machine's Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_MAJOR = 24;

/** The path of a Node of the pinned major: npm's package first, the running one if it fits. */
export function pinnedNode() {
  const suffix = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const path = join(root, 'node_modules', name, 'bin', suffix);
    if (existsSync(path)) return path;
  }
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  return null;
}

/** npm writes its own copy of the lockfile last: an install is whole when that is not older than ours. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

/** Installs the locked packages when the lockfile is newer; install scripts are not needed and stay off. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing packages (once per version, about a minute)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // npm scripts hand their own settings down by environment; this install must not inherit an outer one.
  const done = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error(
      'npm could not install the packages. Check the network to the npm registry, then run the command again.',
    );
    process.exit(1);
  }
}

/** Runs a program on the pinned Node in the foreground; resolves with its exit code. */
export function runNode(args, options = {}) {
  const node = pinnedNode();
  if (node === null) {
    console.error(
      `Kopilka needs Node ${NODE_MAJOR}. npm has no Node ${NODE_MAJOR} package for ${process.platform}-${process.arch}: install it from nodejs.org and run this again.`,
    );
    return Promise.resolve(1);
  }
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
    env: {
      ...process.env,
      PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
      ...options.env,
    },
  });
  // The terminal sends Ctrl-C to the whole group; this parent only has to outlive its child.
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', () => {});
  process.on('SIGHUP', forward);
  // npm passes no signal on when it is ended itself: then this process gets another parent, and so notices.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
  process.on('SIGTERM', forward);
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
