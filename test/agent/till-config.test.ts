import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
