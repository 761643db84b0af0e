/** Reads one HID device with the real driver and prints what it says, a JSON document a line. Run under umockdev. */
import { closeSync, existsSync, readdirSync, readlinkSync, renameSync } from 'node:fs';
import { devicesConfigSchema } from '../../src/drivers/config.ts';
import { startScanner } from '../../src/drivers/scanner/scanner-driver.ts';
import { systemScheduler } from '../../src/drivers/scheduler.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { systemRandom } from '../../src/drivers/system-random.ts';

const [config] = devicesConfigSchema.parse({ scanners: [JSON.parse(process.argv[2] ?? '{}')] }).scanners;
const wantedScans = Number(process.argv[3] ?? 1);
if (config === undefined) throw new Error('no scanner is configured');

const say = (what: unknown): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);
/** Pulls the plug behind the first scan and puts it in again a second later. */
const unplugs = process.argv[4] === 'unplug';
let scans = 0;
const driver = startScanner({
  config,
  clock: systemClock,
  scheduler: systemScheduler,
  random: systemRandom,
  onHealth: (health) => say(health),
  onScan: ({ text, aim }) => {
    say({ text, aim });
    scans += 1;
    if (scans === wantedScans) end();
    else if (unplugs && scans === 1) unplug();
  },
});
/**
 * The emulator cannot unplug. What a reader's process meets is done instead: the system lists the device no more, and
 * reading its open file fails.
 */
function unplug(): void {
  const listed = process.env.UMOCKDEV_DIR === undefined ? '' : `${process.env.UMOCKDEV_DIR}/sys/class/hidraw`;
  if (!existsSync(listed)) throw new Error('the emulated devices are listed elsewhere');
  renameSync(listed, `${listed}-unplugged`);
  for (const fd of readdirSync('/proc/self/fd')) {
    const target = linkOf(fd);
    if (/hidraw|pts/.test(target)) closeSync(Number(fd));
  }
  setTimeout(() => renameSync(`${listed}-unplugged`, listed), 1000);
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // The file that listed the others.
    return '';
  }
}

const end = (): void => {
  driver.close();
  setTimeout(() => process.exit(0), 50);
};
setTimeout(end, unplugs ? 12_000 : 8000);
if (wantedScans === 0) setTimeout(end, 600);
