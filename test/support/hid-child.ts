/** Reads one HID device with the real driver and prints what it says, a JSON document a line. Run under umockdev. */
import { devicesConfigSchema } from '../../src/drivers/config.ts';
import { startScanner } from '../../src/drivers/scanner/scanner-driver.ts';
import { systemScheduler } from '../../src/drivers/scheduler.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { systemRandom } from '../../src/drivers/system-random.ts';

const [config] = devicesConfigSchema.parse({ scanners: [JSON.parse(process.argv[2] ?? '{}')] }).scanners;
const wantedScans = Number(process.argv[3] ?? 1);
if (config === undefined) throw new Error('no scanner is configured');

const say = (what: unknown): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);
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
  },
});
const end = (): void => {
  driver.close();
  setTimeout(() => process.exit(0), 50);
};
setTimeout(end, 8000);
if (wantedScans === 0) setTimeout(end, 600);
