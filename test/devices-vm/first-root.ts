/** The guest's first root, in memory: loads the modules, takes this machine's files for its own and starts the tests. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { modulesInOrder } from './kernel-modules.ts';

/** For the files of this machine; then what stands in for hardware; then the drivers of that hardware. */
const modules = [
  ...['virtio_pci', '9pnet_virtio', '9p'],
  ...['uhid', 'dummy_hcd', 'libcomposite', 'usb_f_hid', 'usb_f_acm', 'usb_f_printer'],
  ...['usbhid', 'hid_generic', 'usblp', 'cdc_acm'],
];

/** Ports of the emulated USB controller: one for each device that is plugged in at the same time. */
const usbPorts = 4;

export interface FirstRoot {
  readonly folder: string;
  /** The folder of the kernel's modules. */
  readonly modules: string;
  /** A busybox that needs no libraries. */
  readonly busybox: string;
  /** What to run in the guest with this machine's files, as shell words. */
  readonly command: string;
  /** Said when the command is started, and before its exit code. */
  readonly words: { readonly started: string; readonly ended: string };
}

/** Writes the root as an archive the kernel can load; resolves with its path. */
export function writeFirstRoot(options: FirstRoot): string {
  const root = join(options.folder, 'root');
  rmSync(root, { recursive: true, force: true });
  for (const folder of ['bin', 'modules', 'host', 'proc', 'sys', 'dev']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  copyFileSync(options.busybox, join(root, 'bin/busybox'));
  const files = modulesInOrder(options.modules, modules);
  for (const file of files) copyFileSync(file, join(root, 'modules', basename(file)));
  writeFileSync(
    join(root, 'init'),
    initScript(
      files.map((file) => basename(file)),
      options,
    ),
  );
  for (const program of ['init', 'bin/busybox']) chmodSync(join(root, program), 0o755);
  const archive = join(options.folder, 'root.cpio');
  execFileSync('sh', ['-c', `find . | "${options.busybox}" cpio -o -H newc > ../root.cpio`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return archive;
}

function initScript(files: readonly string[], { command, words }: FirstRoot): string {
  const parameters = (file: string): string => (file.startsWith('dummy_hcd') ? ` num=${usbPorts}` : '');
  return `#!/bin/busybox sh
export PATH=/bin
for applet in mount insmod chroot poweroff; do busybox ln -s busybox /bin/$applet; done
mount -t devtmpfs dev /dev
${files.map((file) => `insmod /modules/${file}${parameters(file)}`).join('\n')}
mount -t 9p -o trans=virtio,version=9p2000.L,cache=loose,msize=512000,ro host /host
mount -t tmpfs tmp /host/tmp
mount -t proc proc /host/proc
mount -t sysfs sys /host/sys
mount -t configfs config /host/sys/kernel/config
mount -t devtmpfs dev /host/dev
echo "${words.started}"
chroot /host /bin/sh -c '${command}'
echo "${words.ended} $?"
poweroff -f
`;
}
