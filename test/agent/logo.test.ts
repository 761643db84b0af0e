import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startDevices } from '../../src/agent/devices.ts';
import { tryDevices } from '../../src/agent/devices-test.ts';
import { parseTillConfig } from '../../src/agent/till-config.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { paperText } from '../../src/drivers/virtual/paper.ts';
import { logoPng, pngOf } from '../support/logo-png.ts';
import { startPrinterEmulator } from '../support/printer-emulator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { memberRecord } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function fileWith(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'logo.png');
  writeFileSync(path, bytes);
  return path;
}
const configWith = (logo: string | null, profile: string, port = 9100) => ({
  devices: { printer: { id: 'slips', profile, logo, transport: { kind: 'tcp', host: '127.0.0.1', port } } },
});
function devicesOf(document: unknown) {
  const parsed = parseTillConfig(document);
  if (!parsed.ok) throw new Error(parsed.error.join());
  return parsed.value.devices;
}
const faultOf = (document: unknown, language: 'ru' | 'en' = 'en'): string => {
  const parsed = parseTillConfig(document, language);
  return parsed.ok ? 'none' : parsed.error.join();
};

describe("a till's logo", () => {
  it('is above its slips and its test page, and not in what is stored with a sale', async () => {
    const printer = await startPrinterEmulator();
    cleanups.push(printer.close);
    const config = devicesOf(configWith(fileWith(logoPng()), 'epson', printer.port));
    const till = openTestTill([memberRecord('m1')]);
    const request = confirmRequest(1, { receipt: cart({ member: 'm1' }) });
    const { slip } = accepted(till.checkout.confirm('P1', request));
    expect(slip.escpos.length).toBeLessThan(3000);
    const devices = startDevices({
      ...{ config, clock: systemClock, jobs: till.store.printJobs, identify: till.checkout.identify },
      ...{ publish: () => undefined, log: () => undefined },
    });
    const sold = await printer.waitForSlip(0, 20_000);
    await devices.close();
    expect(sold.items[0]).toMatchObject({ kind: 'picture', align: 'center' });
    expect(paperText(sold).join('\n')).toContain('ИТОГО');

    const trial = tryDevices(config, () => undefined);
    cleanups.push(trial.close);
    expect(await trial.print('page', 'ru')).toMatchObject({ state: 'confirmed' });
    const page = printer.slips[1];
    expect(page?.items[0]).toMatchObject({ kind: 'picture' });
  });

  it('is judged at the start for the paper of the till: the sentence names the path, the file and the size', () => {
    const logo = fileWith(logoPng(400));
    expect(faultOf(configWith(logo, 'epson'))).toBe('none');
    expect(faultOf(configWith(logo, 'epson-58'))).toBe(
      `devices.printer.logo: ${logo} is 400 pixels wide; this paper has 384 dots.`,
    );
    expect(faultOf(configWith(logo, 'epson-58'), 'ru')).toBe(
      `devices.printer.logo: ${logo}: ширина 400 точек, а на этой бумаге их 384.`,
    );
    expect(faultOf(configWith(logo, 'epson-no-cyrillic'))).toMatch(/^devices\.printer\.logo: .*no pictures/);
    const tall = fileWith(pngOf(10, 300, () => [0, 0, 0, 255]));
    expect(faultOf(configWith(tall, 'epson'))).toMatch(/300 pixels high; at most 240/);
    expect(faultOf(configWith(fileWith(Buffer.from('<svg>')), 'epson'))).toMatch(/is no PNG file/);
    expect(faultOf(configWith('/nowhere/logo.png', 'epson'))).toMatch(/cannot be read/);
    expect(faultOf(configWith('logo.png', 'epson'))).toBe('devices.printer.logo: Give an absolute path.');
  });
});
