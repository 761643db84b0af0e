/** Reads one HID device with the real driver and prints what it says, a JSON document a line. Run under umockdev. */
import { closeSync, existsSync, openSync, readdirSync, readlinkSync, renameSync, writeSync } from 'node:fs';
import { HIDAsync } from 'node-hid';
import { devicesConfigSchema } from '../../src/drivers/config.ts';
import { startScanner } from '../../src/drivers/scanner/scanner-driver.ts';
import { systemScheduler } from '../../src/drivers/scheduler.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { systemRandom } from '../../src/drivers/system-random.ts';

const [config] = devicesConfigSchema.parse({ scanners: [JSON.parse(process.argv[2] ?? '{}')] }).scanners;
const wantedScans = Number(process.argv[3] ?? 1);
if (config === undefined) throw new Error('no scanner is configured');

const say = (what: unknown): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);
/**
 * Asks the emulator for the next report: one at a time, since its line glues together what is not read in time, which a
 * kernel does not. Nothing here waits for a clock.
 */
const line = process.argv[5] === 'asks' ? openSync('/dev/hidraw0', 'r+') : null;
const ask = (): void => {
  if (line !== null) writeSync(line, '?');
};
/** Pulls the plug behind the first scan and puts it in again a second later. */
const unplugs = process.argv[4] === 'unplug';
let scans = 0;
let wasReady = false;
if (!unplugs) {
  const { emit } = HIDAsync.prototype;
  HIDAsync.prototype.emit = function (...told: Parameters<typeof emit>) {
    const heard = Reflect.apply(emit, this, told);
    if (told[0] === 'data') ask();
    return heard;
  };
}
/** What never comes ends it all the same. */
const never = setTimeout(end, 45_000);
const driver = startScanner({
  config,
  clock: systemClock,
  scheduler: systemScheduler,
  random: systemRandom,
  portWatch: null,
  onHealth: (health) => {
    say(health);
    const isReady = health.state === 'ready';
    if (isReady && !wasReady) ask();
    wasReady = isReady;
    if (!isReady && wantedScans === 0) end();
  },
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
    if (/hidraw|pts/.test(target) && Number(fd) !== line) closeSync(Number(fd));
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

function end(): void {
  clearTimeout(never);
  driver.close();
  setTimeout(() => process.exit(0), 50);
}
