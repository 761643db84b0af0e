/**
 * Runs the drivers against devices of a kernel of its own: a virtual machine with Debian's kernel, in which HID readers,
 * a USB serial scanner and a USB printer are emulated below the kernel's own drivers. Needs neither root nor KVM.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeFirstRoot } from './first-root.ts';
import { type GuestKernel, guestKernel, runs } from './kernel-package.ts';

const project = join(import.meta.dirname, '../..');
const cache = join(project, '.cache/devices-vm');
const guestTests = 'test/devices-vm/guest/main.ts';
const words = { started: 'devices-vm: started', ended: 'devices-vm: ended with' };
const longestMs = 10 * 60_000;
const qemu = 'qemu-system-x86_64';
const busybox = '/bin/busybox';

function notRun(why: string): never {
  console.log(`Devices in a virtual machine: not run. ${why}.`);
  process.exit(0);
}

/**
 * Compiles here what the guest will load, types taken off: its emulated processor needs a minute for that. The kernel of
 * the guest runs everything as root, whose folder of the cache this machine's user fills.
 */
function compileForGuest(): string {
  const compiled = join(cache, 'compiled');
  const options = { cwd: project, env: { ...process.env, NODE_COMPILE_CACHE: compiled } };
  for (const args of [['src/drivers/host/main.ts'], ['--test-name-pattern=^none$', guestTests]]) {
    spawnSync(process.execPath, args, { ...options, stdio: 'ignore' });
  }
  const mine = readdirSync(compiled).find((name) => name.endsWith(`-${process.getuid?.() ?? 0}`));
  const roots = mine?.replace(/\d+$/, '0');
  if (mine !== undefined && roots !== undefined && !existsSync(join(compiled, roots))) {
    symlinkSync(mine, join(compiled, roots));
  }
  return compiled;
}

/** Boots, shows what the guest says and resolves with the exit code of its tests. */
function runGuest(kernel: GuestKernel, firstRoot: string): Promise<number> {
  const machine = spawn(
    qemu,
    [
      ...['-accel', 'tcg,thread=single', '-cpu', 'Nehalem', '-smp', '1', '-m', '1024'],
      // The guest's clock counts its instructions: on a busy machine it lasts longer and nothing in it is late.
      ...['-icount', 'shift=2,sleep=off'],
      ...['-nodefaults', '-nographic', '-no-reboot', '-serial', 'stdio'],
      ...['-kernel', kernel.image, '-initrd', firstRoot],
      ...['-append', 'console=ttyS0 panic=-1 oops=panic loglevel=3 mitigations=off nokaslr'],
      // Read only: nothing of this machine can be changed from inside.
      ...['-fsdev', 'local,id=host,path=/,security_model=none,readonly=on,multidevs=remap'],
      ...['-device', 'virtio-9p-pci,fsdev=host,mount_tag=host'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const giveUp = setTimeout(() => machine.kill('SIGKILL'), longestMs);
  let exitCode = 1;
  let started = false;
  createInterface({ input: machine.stdout }).on('line', (line) => {
    // Before it the firmware draws its screen.
    if (line.includes(words.started)) started = true;
    else if (line.includes(words.ended)) exitCode = Number(line.split(words.ended)[1]);
    else if (started) console.log(line);
  });
  return new Promise((resolve) => {
    machine.on('close', () => {
      clearTimeout(giveUp);
      resolve(exitCode);
    });
  });
}

if (process.platform !== 'linux' || process.arch !== 'x64') notRun('It needs Linux on x86-64');
if (!runs(qemu, '--version')) notRun(`${qemu} is missing (Debian: apt-get install qemu-system-x86)`);
if (!existsSync(busybox)) notRun(`${busybox} is missing (Debian: apt-get install busybox-static)`);
mkdirSync(cache, { recursive: true });
const kernel = guestKernel(cache);
if (!kernel.ok) notRun(kernel.error);
const startMs = performance.now();
const firstRoot = writeFirstRoot({
  folder: cache,
  modules: kernel.value.modules,
  busybox,
  command: `cd "${project}" && HOME=/tmp NODE_COMPILE_CACHE="${compileForGuest()}" "${process.execPath}" ${guestTests} 2>&1`,
  words,
});
const exitCode = await runGuest(kernel.value, firstRoot);
const seconds = Math.round((performance.now() - startMs) / 1000);
console.log(`Devices in a virtual machine: ${exitCode === 0 ? 'passed' : 'FAILED'} in ${seconds} s.`);
process.exit(exitCode);
