import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'iconv-lite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDeviceSetup, type DeviceSetup } from '../../../src/agent/setup/device-setup.ts';
import { switchDevices } from '../../../src/agent/setup/switched-devices.ts';
import { SETUP_IDLE_MS } from '../../../src/agent/setup/trial-session.ts';
import { readTillConfig } from '../../../src/agent/till-config.ts';
import type { Refusal } from '../../../src/contracts/refusal.ts';
import type { DevicesDraft } from '../../../src/contracts/setup.ts';
import type { DevicesConfig } from '../../../src/drivers/config.ts';
import { demoRecogniserRules } from '../../../src/drivers/recogniser/demo-rules.ts';
import { startTcpPrinter } from '../../../src/drivers/virtual/tcp-printer.ts';
import type { Result } from '../../../src/shared/result.ts';
import { openPty } from '../../support/pty.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const none: DevicesDraft = { scanners: [], printer: null, drawer: null, display: null };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const accepted = <T>(answer: Result<T, Refusal>): T => {
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.detail}`);
  return answer.value;
};

/** The wizard over real device processes; what the till itself would run is only written down. */
function openSetup(config: object = {}) {
  const configFile = join(temporaryFolder(), 'config.json');
  writeFileSync(configFile, JSON.stringify(config));
  const before = readTillConfig(configFile);
  if (!before.ok) throw new Error(before.error.join());
  const running: (DevicesConfig | 'stopped')[] = [];
  /** Prefixes of the readers that type, as windows are told of them. */
  const typed: string[][] = [];
  const switched = switchDevices((devices) => {
    running.push(devices);
    const nothing = (): void => undefined;
    return {
      status: () => [],
      openDrawer: () => Promise.resolve(false),
      ...{ printQueued: nothing, display: nothing, checkHealth: () => Promise.resolve([]), feed: nothing },
      close: async () => void running.push('stopped'),
    };
  }, before.value.devices);
  const setup: DeviceSetup = createDeviceSetup({
    ...{ configFile, switched, launchHost: undefined },
    complete: (devices) => devices,
    language: () => 'ru',
    mayOpen: () => Promise.resolve(null),
    rules: () => demoRecogniserRules,
    onDevices: ({ keyboards }) => typed.push(keyboards.map(({ prefix }) => prefix)),
    log: () => undefined,
  });
  closers.push(setup.close);
  return {
    setup,
    typed,
    configFile,
    running,
    file: () => JSON.parse(readFileSync(configFile, 'utf8')) as object,
  };
}

async function fakePrinter() {
  const papers: string[] = [];
  const pulses: string[] = [];
  const printer = await startTcpPrinter({
    port: 0,
    onPaper: ({ items }) => papers.push(JSON.stringify(items)),
    onDrawerPulse: () => pulses.push('open'),
  });
  closers.push(() => printer.close());
  const entry = {
    id: 'printer',
    profile: 'epson',
    transport: { kind: 'tcp' as const, host: '127.0.0.1', port: printer.port },
  };
  return { papers, pulses, entry };
}

describe('setting up devices in the window', () => {
  it('takes them from the till, tries a scanner and a printer, and gives them back as they were saved', async () => {
    const { setup, running, file } = openSetup({ language: 'en' });
    const pty = openPty();
    closers.push(pty.close);
    const { papers, entry } = await fakePrinter();
    const { session, devices, undo } = accepted(await setup.calls['setup.open']({ approval: null }));
    expect({ devices, undo }).toEqual({ devices: none, undo: false });
    expect(running.at(-1)).toBe('stopped');
    const scanner = {
      id: 'scanner',
      preset: 'mindeo',
      transport: { kind: 'serial' as const, path: pty.path },
    };
    const seen = accepted(await setup.calls['setup.look']({ session }));
    expect(seen).toMatchObject({ ports: expect.any(Array), proposal: { scanners: expect.any(Array) } });
    const draft: DevicesDraft = { ...none, scanners: [scanner], printer: entry };
    accepted(await setup.calls['setup.try']({ session, devices: draft }));
    const state = async () => accepted(await setup.calls['setup.state']({ session }));
    const states = async () => (await state()).devices.map((one) => `${one.id} ${one.state}`).toSorted();
    await expect.poll(states, { timeout: 20_000 }).toEqual(['printer ready', 'scanner ready']);
    pty.write('4600999000294\r');
    pty.write('4242424242424242\r');
    await expect
      .poll(async () => (await state()).scans.map(({ kind, text }) => [kind, text]), { timeout: 10_000 })
      .toEqual([
        ['goods', '4600999000294'],
        ['payment-card', null],
      ]);
    const printed = accepted(await setup.calls['setup.print']({ session, what: 'page' }));
    expect(printed).toEqual({ state: 'confirmed', reason: null });
    expect(papers.join()).toContain('Пробная печать');
    expect(file()).toEqual({ language: 'en' });
    accepted(await setup.calls['setup.save']({ session, devices: draft }));
    expect(file()).toEqual({ language: 'en', devices: draft });
    expect(running.at(-1)).toMatchObject({ scanners: [{ id: 'scanner', transport: { baudRate: 9600 } }] });
    expect(await setup.calls['setup.state']({ session })).toMatchObject({ error: { code: 'setup-closed' } });
  });

  it('opens the drawer once, and shows words on the display', async () => {
    const { setup } = openSetup();
    const pole = openPty();
    closers.push(pole.close);
    let shown = '';
    pole.onData((bytes) => {
      shown += decode(Buffer.from(bytes), 'cp866');
    });
    const { pulses, entry } = await fakePrinter();
    const { session } = accepted(await setup.calls['setup.open']({ approval: null }));
    const display = { id: 'display', transport: { kind: 'serial' as const, path: pole.path } };
    const draft: DevicesDraft = { ...none, printer: entry, drawer: { id: 'drawer' }, display };
    accepted(await setup.calls['setup.try']({ session, devices: draft }));
    const states = async () =>
      accepted(await setup.calls['setup.state']({ session })).devices.map(({ state }) => state);
    await expect.poll(states, { timeout: 20_000 }).toEqual(['ready', 'ready', 'ready']);
    const opened = accepted(await setup.calls['setup.print']({ session, what: 'drawer' }));
    expect([opened.state, pulses]).toEqual(['confirmed', ['open']]);
    accepted(await setup.calls['setup.display']({ session }));
    await expect.poll(() => shown, { timeout: 10_000 }).toMatch(/Добро пожаловать! .*12345678901234567890/s);
  });

  it('tells windows of readers that type as soon as they are tried, saved or given up', async () => {
    const { setup, typed } = openSetup({ devices: { keyboards: [{ prefix: '!' }] } });
    const open = async () => accepted(await setup.calls['setup.open']({ approval: null })).session;
    const tried: DevicesDraft = { ...none, keyboards: [{ prefix: '~' }, {}] };
    let session = await open();
    accepted(await setup.calls['setup.try']({ session, devices: tried }));
    accepted(await setup.calls['setup.close']({ session }));
    expect(typed).toEqual([['!'], ['~', ''], ['!']]);
    session = await open();
    accepted(await setup.calls['setup.save']({ session, devices: tried }));
    expect(typed.slice(3)).toEqual([['!'], ['~', '']]);
    session = await open();
    accepted(await setup.calls['setup.undo']({ session }));
    expect(typed.slice(5)).toEqual([['~', ''], ['!']]);
  });

  it('gives the devices back when the window has said nothing for a minute', async () => {
    const { setup, running } = openSetup();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    closers.push(() => vi.useRealTimers());
    const { session } = accepted(await setup.calls['setup.open']({ approval: null }));
    await vi.advanceTimersByTimeAsync(SETUP_IDLE_MS - 1);
    accepted(await setup.calls['setup.state']({ session }));
    await vi.advanceTimersByTimeAsync(SETUP_IDLE_MS - 1);
    expect(running.at(-1)).toBe('stopped');
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await expect.poll(() => running.at(-1), { timeout: 10_000 }).toMatchObject({ scanners: [] });
    expect(await setup.calls['setup.state']({ session })).toMatchObject({ error: { code: 'setup-closed' } });
  });

  it('names the path of a wrong value and changes nothing', async () => {
    const { setup, file } = openSetup({});
    const { session } = accepted(await setup.calls['setup.open']({ approval: null }));
    const wrong = { ...none, printer: { id: 'p', profile: 'espon', transport: { kind: 'tcp' as const } } };
    for (const call of ['setup.try', 'setup.save'] as const) {
      const refused = await setup.calls[call]({ session, devices: wrong });
      expect(refused).toMatchObject({
        error: {
          code: 'invalid',
          errors: [{ path: 'devices.printer.transport.host' }, { path: 'devices.printer.profile' }],
        },
      });
    }
    expect(file()).toEqual({});
    expect(accepted(await setup.calls['setup.state']({ session })).devices).toEqual([]);
  });

  it('goes back to the config before, and forth again', async () => {
    const { entry } = await fakePrinter();
    const { setup, configFile, running, file } = openSetup({ devices: { printer: { ...entry, width: 32 } } });
    const first = accepted(await setup.calls['setup.open']({ approval: null }));
    expect(first.devices.printer).toEqual({ ...entry, width: 32 });
    accepted(await setup.calls['setup.save']({ session: first.session, devices: none }));
    expect(existsSync(`${configFile}.before`)).toBe(true);
    const again = accepted(await setup.calls['setup.open']({ approval: null }));
    expect(again).toMatchObject({ devices: none, undo: true });
    const { devices } = accepted(await setup.calls['setup.undo']({ session: again.session }));
    expect(devices.printer).toEqual({ ...entry, width: 32 });
    expect(file()).toEqual({ devices: { printer: { ...entry, width: 32 } } });
    expect(running.at(-1)).toMatchObject({ printer: { width: 32 } });
    const third = accepted(await setup.calls['setup.open']({ approval: null }));
    accepted(await setup.calls['setup.undo']({ session: third.session }));
    expect(file()).toEqual({ devices: none });
  });

  it('leaves readers that type as the config has them', async () => {
    const keyboards = [{ slowestKeyMs: 90, prefix: '~' }];
    const { setup, running, file } = openSetup({ devices: { keyboards } });
    const { session, devices } = accepted(await setup.calls['setup.open']({ approval: null }));
    accepted(await setup.calls['setup.save']({ session, devices }));
    expect(file()).toEqual({ devices: { ...none, keyboards } });
    expect(running.at(-1)).toMatchObject({ keyboards: [{ slowestKeyMs: 90, prefix: '~', suffix: '' }] });
  });

  it('belongs to one window: the one that opens it anew takes it over, and a wrong file is told', async () => {
    const { setup, configFile, running } = openSetup({});
    const first = accepted(await setup.calls['setup.open']({ approval: null }));
    const second = accepted(await setup.calls['setup.open']({ approval: null }));
    expect(await setup.calls['setup.save']({ session: first.session, devices: none })).toMatchObject({
      error: { code: 'setup-closed' },
    });
    writeFileSync(configFile, '{ not json');
    expect(await setup.calls['setup.save']({ session: second.session, devices: none })).toMatchObject({
      error: { code: 'setup-not-saved' },
    });
    const before = running.length;
    accepted(await setup.calls['setup.close']({ session: second.session }));
    expect(running.slice(before)).toHaveLength(1);
  });

  it('learns a rule from three cards and keeps it with the chain’s in a file', async () => {
    const { setup, configFile } = openSetup({});
    const { session } = accepted(await setup.calls['setup.open']({ approval: null }));
    const scan = (text: string | null) => ({ deviceId: 's', kind: 'unknown', text, aim: null });
    const learn = async (texts: (string | null)[]) =>
      accepted(await setup.calls['setup.learn']({ session, scans: texts.map(scan) }));
    expect(await learn(['2900000000018', null, '2900000000025'])).toEqual({ refused: 'payment-card' });
    expect(await learn(['2900000000018', '2900000000018', '2900000000025'])).toEqual({
      refused: 'not-different',
    });
    const learned = await learn(['67770000018', '67770000125', '67770000232']);
    expect(learned).toMatchObject({
      refused: null,
      warning: 'neighbours',
      file: join(configFile, '../recogniser.json'),
    });
    const { rules } = JSON.parse(readFileSync(join(configFile, '../recogniser.json'), 'utf8')) as {
      rules: { id: string }[];
    };
    expect(rules.map(({ id }) => id)).toEqual(['learned', ...demoRecogniserRules.rules.map(({ id }) => id)]);
  });
});
