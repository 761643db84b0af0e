import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startTill } from '../../src/agent/till.ts';
import { parseTillConfig, readTillConfig } from '../../src/agent/till-config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const printer = (profile: string) => ({
  devices: { printer: { id: 'p', profile, transport: { kind: 'tcp', host: '10.0.0.5' } } },
});

describe("a till's config", () => {
  it('may be absent: the defaults work without devices', () => {
    const read = readTillConfig(join(temporaryFolder(), 'config.json'));
    expect(read).toMatchObject({
      ok: true,
      value: { printing: 'own', devices: { scanners: [], printer: null } },
    });
  });

  it('knows its printer profiles, and lists them when one is misspelt', () => {
    expect(parseTillConfig(printer('rongta')).ok).toBe(true);
    const wrong = parseTillConfig(printer('espon'));
    expect(wrong).toMatchObject({
      ok: false,
      error: [expect.stringMatching(/^devices\.printer\.profile: .*"espon".*epson/)],
    });
  });

  it('tells a wrong printer profile in the same run as every other fault, in both languages', () => {
    const document = {
      printing: 'nobody',
      devices: {
        scanners: [{ id: 's', transport: { kind: 'serial', path: 'COM3', baudRate: 1 } }],
        printer: { ...printer('espon').devices.printer, width: 5 },
      },
    };
    const pathsOf = (language: 'ru' | 'en', given: unknown) => {
      const parsed = parseTillConfig(given, language);
      return parsed.ok ? [] : parsed.error.map((fault) => fault.slice(0, fault.indexOf(': ')));
    };
    const all = [
      'printing',
      'devices.scanners[0].transport.baudRate',
      'devices.printer.width',
      'devices.printer.profile',
    ];
    expect(pathsOf('en', document)).toEqual(all);
    expect(pathsOf('ru', document)).toEqual(all);
    expect(pathsOf('en', printer(''))).toEqual(['devices.printer.profile']);
    expect(pathsOf('en', { devices: { scaners: [] } })).toEqual(['devices']);
    for (const broken of [null, 'devices', { devices: 'x' }, { devices: { printer: 'espon' } }]) {
      expect(pathsOf('en', broken).length, JSON.stringify(broken)).toBe(1);
    }
    const told = parseTillConfig(document, 'ru');
    expect(told.ok ? [] : told.error).toContainEqual(
      expect.stringMatching(/^devices\.printer\.profile: Профиля принтера «espon» нет\. Есть: epson, /),
    );
  });

  it('names the path of a wrong value', () => {
    const wrong = parseTillConfig({
      devices: { scanners: [{ id: 's', transport: { kind: 'serial', path: 'COM3', baudRate: 1 } }] },
    });
    expect(wrong).toMatchObject({
      ok: false,
      error: [expect.stringContaining('devices.scanners[0].transport.baudRate')],
    });
    expect(parseTillConfig({ devices: { keyboards: [{}, { slowestKeyMs: 1000 }] } })).toMatchObject({
      ok: false,
      error: [expect.stringContaining('devices.keyboards[1].slowestKeyMs')],
    });
    const vendors = parseTillConfig({
      integrations: { moysklad: { port: 8390, token: 'short', timezone: 'Moscow' }, toast: { port: -1 } },
    });
    expect(vendors).toMatchObject({
      ok: false,
      error: [
        'integrations.moysklad.token: The text is too short: at least 16 characters.',
        'integrations.moysklad.timezone: This time zone is not known.',
        expect.stringMatching(/^integrations\.toast\.port: /),
        expect.stringMatching(/^integrations\.toast\.token: /),
      ],
    });
    expect(parseTillConfig({ devcies: {} })).toMatchObject({
      ok: false,
      error: [expect.stringContaining('devcies')],
    });
  });
});

it('tells faults at the start in the language that the file names, else in that of the machine', async () => {
  const folder = temporaryFolder();
  const tell = async (config: object, language: 'ru' | 'en' = 'en'): Promise<string> => {
    const configFile = join(folder, 'config.json');
    writeFileSync(configFile, JSON.stringify(config));
    const log = pino({ enabled: false });
    const started = await startTill({
      ...{ dataDir: join(folder, 'till'), posPort: 0, uiPort: null, windowsDir: null, configFile, log },
    });
    return started.ok ? 'started' : started.error[language];
  };
  const wrong = {
    devices: { printer: { id: 'p', profile: 'epsom', transport: { kind: 'tcp', host: 'x' } } },
  };
  expect(await tell({ ...wrong, language: 'ru' }, 'en')).toContain(
    'config.json: devices.printer.profile: Профиля принтера «epsom» нет.',
  );
  expect(await tell({ ...wrong, language: 'en' }, 'ru')).toContain('There is no printer profile');
  expect(await tell(wrong, 'ru')).toContain('Профиля принтера');
  expect(await tell(wrong)).toContain('There is no printer profile');
  expect(await tell({ printing: 7 }, 'ru')).toMatch(/config\.json: printing: [А-Я]/);
});
