/** Debian's kernel as files: taken from the package, which needs no root and installs nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../src/shared/result.ts';

export interface GuestKernel {
  readonly image: string;
  /** The folder of the kernel's modules. */
  readonly modules: string;
}

/** The kernel of the cache; else that of Debian's package, downloaded. The error is a sentence about what is missing. */
export function guestKernel(cache: string): Result<GuestKernel, string> {
  const kept = kernelBelow(join(cache, 'kernel'));
  if (kept !== null) return ok(kept);
  if (!runs('dpkg-deb', '--version'))
    return err("dpkg-deb is missing: the kernel is taken from Debian's package");
  mkdirSync(cache, { recursive: true });
  const archive = packageIn(cache) ?? download(cache);
  if (archive === null) {
    return err(
      `Debian's kernel package could not be downloaded (apt-get download); put a linux-image-…_amd64.deb into ${cache}`,
    );
  }
  const unpacked = join(cache, 'unpacking');
  rmSync(unpacked, { recursive: true, force: true });
  if (spawnSync('dpkg-deb', ['-x', archive, unpacked]).status !== 0) {
    rmSync(archive);
    return err(`${archive} was not whole and is removed: run this again`);
  }
  // Renamed when it is whole: an unpacking that was ended is not taken for a kernel.
  renameSync(unpacked, join(cache, 'kernel'));
  const unpackedKernel = kernelBelow(join(cache, 'kernel'));
  return unpackedKernel === null ? err(`${archive} holds no kernel`) : ok(unpackedKernel);
}

function kernelBelow(folder: string): GuestKernel | null {
  const boot = join(folder, 'boot');
  const image = existsSync(boot) ? readdirSync(boot).find((name) => name.startsWith('vmlinuz-')) : undefined;
  if (image === undefined) return null;
  const version = image.slice('vmlinuz-'.length);
  const modules = ['lib', 'usr/lib'].map((lib) => join(folder, lib, 'modules', version)).find(existsSync);
  return modules === undefined ? null : { image: join(boot, image), modules };
}

function packageIn(folder: string): string | null {
  const name = readdirSync(folder).find((file) => /^linux-image-.*\.deb$/.test(file));
  return name === undefined ? null : join(folder, name);
}

/** The package that Debian's `linux-image-amd64` stands for today. */
function download(folder: string): string | null {
  const asked = spawnSync('apt-cache', ['depends', 'linux-image-amd64'], { encoding: 'utf8' });
  const name = /Depends: (linux-image-\S+)/.exec(asked.stdout ?? '')?.[1];
  if (name === undefined) return null;
  console.log(`Downloading ${name} (once, about 70 MB)…`);
  spawnSync('apt-get', ['download', name], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return packageIn(folder);
}

export const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;
