import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { checkRecogniserRules } from '../../../src/agent/check-recogniser-rules.ts';
import { allCommands } from '../../../src/cli/commands.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { paperText } from '../../../src/drivers/virtual/paper.ts';
import { epsonRom, rongtaRom } from '../../../src/drivers/virtual/printer-rom.ts';
import { startPrinterEmulator } from '../../support/printer-emulator.ts';
import { qrCodesOf } from '../../support/printer-emulator-picture.ts';
import { openPty } from '../../support/pty.ts';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function run(
  words: readonly string[],
  onLine: (line: string) => void = () => undefined,
  signal = new AbortController().signal,
) {
  let out = '';
  let error = '';
  const sink = (take: (text: string) => void): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        take(String(chunk));
        done();
      },
    });
  const stdout = sink((text) => {
    out += text;
    onLine(text);
  });
  const stderr = sink((text) => {
    error += text;
  });
  const streams = { stdin: Readable.from([]), stdout, stderr };
  const code = await runCommandLine(allCommands, words, streams, signal);
  return { code, out, error };
}

function configFile(devices: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-devices-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'till.json');
  writeFileSync(file, JSON.stringify({ devices }));
  return file;
}

it('lists what is there and proposes a config, as a document for programs', async () => {
  const { code, out } = await run(['devices', '--json']);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(out)).sort()).toEqual(['blind', 'config', 'devices', 'ports']);
});

it('learns a rule from three cards and says why it cannot', async () => {
  const learned = await run([
    'devices',
    'learn',
    ']C0KP0000000011',
    ']C0KP0000000027',
    ']C0KP0000001234',
    '--json',
  ]);
  expect(JSON.parse(learned.out)).toMatchObject({ aim: ['C0'], pattern: { prefix: 'KP' } });
  expect(learned.error).toBe('');
  const close = await run(['devices', 'learn', '770012345', '770012346', '770012347', '--json']);
  expect(JSON.parse(close.out)).toMatchObject({ pattern: { prefix: '770012', minLength: 3 } });
  expect(close.error).toMatch(/neighbours|соседи/);
  const bank = await run(['devices', 'learn', '4276550011112223', '4276550011112231', '4276550011112249']);
  expect(bank).toMatchObject({ code: 1, out: '' });
  expect(bank.error).toContain('Bank cards begin with these digits too');
  const goods = await run(['devices', 'learn', '4601234567893', '4006381333931', '4600000000008']);
  expect(goods).toMatchObject({ code: 1, out: '' });
  expect(goods.error).toContain('These are goods');
});

it('tries a printer and a scanner of a config, and keeps no bank card', async () => {
  const printer = await startPrinterEmulator(rongtaRom);
  const pty = openPty();
  cleanups.push(() => pty.close());
  const file = configFile({
    scanners: [{ id: 'front', transport: { kind: 'serial', path: pty.path } }],
    printer: {
      id: 'slips',
      profile: 'rongta',
      transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
    },
  });
  const words = ['devices', 'test', '--config', file, '--print', '--code-pages', '--seconds', '60', '--json'];
  words.push('--language', 'ru');
  // Ended as a person ends it, with Ctrl-C, when both scans were heard.
  const enough = new AbortController();
  const onLine = (line: string): void => {
    if (line.includes('code-pages')) pty.write('2900000000018\r4111111111111111\r');
    if (line.includes('payment-card')) enough.abort();
  };
  const { code, out } = await run(words, onLine, enough.signal);
  const said = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(said).toContainEqual({ print: 'page', result: 'confirmed' });
  expect(said).toContainEqual({
    scan: { deviceId: 'front', kind: 'loyalty', text: '2900000000018', aim: null },
  });
  expect(said).toContainEqual({ scan: { deviceId: 'front', kind: 'payment-card', text: null, aim: null } });
  expect(out).not.toContain('4111');
  const [page, pages] = [await printer.waitForSlip(0), await printer.waitForSlip(1)];
  expect(paperText(page).join('\n')).toContain('Съешь ещё этих мягких французских булок');
  expect(qrCodesOf(page)).toEqual(['kopilka:test']);
  const readable = paperText(pages).filter((line) => line.includes('Привет, Ёжик'));
  expect(readable[0]).toMatch(/^ {2}7:/);
  // Pages this printer does not have are what the test page is there to show.
  await printer
    .close()
    .catch((failure: Error) => expect(failure.message).toMatch(/does not know: (455343|45534320)/));
});

it('says which device is not there, in words with a next step, and fails', async () => {
  const file = configFile({
    scanners: [{ id: 'front', transport: { kind: 'serial', path: '/dev/nothing' } }],
  });
  const test = (language: string) =>
    run(['devices', 'test', '--config', file, '--seconds', '0', '--language', language]);
  expect(await test('ru')).toMatchObject({
    code: 1,
    out: 'front: сканер: не работает. Устройство не найдено. Проверьте кабель и питание.\n',
  });
  expect(await test('en')).toMatchObject({
    code: 1,
    out: 'front: scanner: does not work. The device was not found. Check its cable and power.\n',
  });
});

it('tells a page that was not printed from one that was sent and not confirmed, by its exit code', async () => {
  const page = async (devices: { readonly printer: object }) =>
    (await run(['devices', 'test', '--config', configFile(devices), '--print', '--language', 'en'])).code;
  const at = (port: number, confirmBy: string) => ({
    printer: { id: 'slips', confirmBy, transport: { kind: 'tcp', host: '127.0.0.1', port } },
  });
  const printer = await startPrinterEmulator(epsonRom);
  cleanups.push(printer.close);
  expect(await page(at(printer.port, 'process-id'))).toBe(0);
  expect(await page(at(printer.port, 'none'))).toBe(0);
  // Well until a slip comes: answers every question of `DLE EOT`.
  const hangsUp = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const isSlip = bytes.includes('\x1b@');
      if (isSlip) socket.destroy();
      else socket.write(Buffer.alloc(bytes.filter((byte) => byte === 0x10).length, 0x12));
    });
  });
  await new Promise<void>((listening) => hangsUp.listen(0, '127.0.0.1', listening));
  cleanups.push(() => hangsUp.close());
  const address = hangsUp.address();
  if (address === null || typeof address === 'string') throw new Error('it listens at a port');
  expect(await page(at(address.port, 'process-id'))).toBe(3);
  hangsUp.close();
  expect(await page(at(address.port, 'process-id'))).toBe(1);
  for (const [language, codes] of [
    ['en', 'exit code 1: not printed, 3: sent but not confirmed'],
    ['ru', 'код выхода 1: не напечатано, 3: отправлено, но не подтверждено'],
  ] as const) {
    expect((await run(['devices', 'test', '--help', '--language', language])).out).toContain(codes);
  }
});

it('says what the matter is with a device in a word that fits', async () => {
  const answering = async (paper: number): Promise<number> => {
    const printer = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        const asked = [...bytes].flatMap((byte, at) => (byte === 0x10 ? [bytes[at + 2]] : []));
        socket.write(Buffer.from(asked.map((question) => (question === 4 ? paper : 0x12))));
      });
    });
    await new Promise<void>((listening) => printer.listen(0, '127.0.0.1', listening));
    cleanups.push(() => printer.close());
    const address = printer.address();
    if (address === null || typeof address === 'string') throw new Error('it listens at a port');
    return address.port;
  };
  const told = async (port: number, language: string) => {
    const transport = { kind: 'tcp', host: '127.0.0.1', port };
    const file = configFile({ printer: { id: 'slips', transport } });
    return (await run(['devices', 'test', '--config', file, '--language', language])).out;
  };
  const [out, nearEnd] = [await answering(0x72), await answering(0x1e)];
  expect(await told(out, 'en')).toContain('printer: cannot print now. The printer is out of paper.');
  expect(await told(out, 'ru')).toContain('принтер: сейчас не печатает. В принтере нет бумаги.');
  expect(await told(nearEnd, 'en')).toContain('printer: works. The paper is about to end.');
  expect(await told(nearEnd, 'ru')).toContain('принтер: работает. Бумага в принтере кончается.');
});

it('prints a rule that goods would fit with the warning in it, so that nobody pastes it unawares', async () => {
  const cards = ['4601230000000', '4601235000000', '4601239000000'];
  for (const [language, warning] of [
    ['en', /Goods may bear such numbers/],
    ['ru', /Такие номера бывают и у товаров/],
  ] as const) {
    for (const json of [[], ['--json']]) {
      const { code, out, error } = await run(['devices', 'learn', ...cards, '--language', language, ...json]);
      expect(code).toBe(0);
      expect(error).toMatch(warning);
      const rule = JSON.parse(out);
      expect(Object.keys(rule)[0]).toBe('warning');
      expect(rule).toMatchObject({ warning: expect.stringMatching(warning), id: 'learned' });
      // As it stands nothing takes it; without the warning it is a rule.
      expect(checkRecogniserRules({ rules: [rule], goods: { retailCodes: true } })).toContain('warning');
      const { warning: _, ...heeded } = rule;
      expect(checkRecogniserRules({ rules: [heeded], goods: { retailCodes: true } })).toBe(null);
    }
  }
});

it('says in both languages what became of a page, without a word of its own', async () => {
  const printer = await startPrinterEmulator({ ...epsonRom, columns: 42 });
  cleanups.push(printer.close);
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const file = configFile({ printer: { id: 'slips', profile: 'xprinter', confirmBy: 'none', transport } });
  const print = async (language: string) =>
    (await run(['devices', 'test', '--config', file, '--print', '--language', language])).out.split('\n')[1];
  expect(await print('ru')).toBe(
    'пробная страница: отправлено. Этот принтер не умеет подтверждать печать. Посмотрите, вышел ли чек.',
  );
  expect(await print('en')).toBe(
    'test page: sent. This printer cannot confirm what it prints. See whether the slip came out.',
  );
  const pages = [await printer.waitForSlip(0), await printer.waitForSlip(1)].map((page) =>
    paperText(page).join(' ').replace(/\s+/g, ' '),
  );
  expect(pages[0]).toContain('Xprinter, Netum и другие китайские принтеры с бумагой 80 мм');
  expect(pages[1]).toContain('Xprinter, Netum and other 80 mm printers of Chinese make');
});

it('speaks Russian and English in every command, of what is wrong too', async () => {
  const file = configFile({
    printer: { id: 'p', transport: { kind: 'tcp', host: 'a' }, encoding: 'cp1251' },
  });
  const cases = [
    ['devices'],
    ['devices', 'test', '--config', file],
    ['devices', 'test', '--config', join(file, 'nowhere')],
    ['devices', 'test', '--config', file, '--seconds', 'many'],
    ['devices', 'learn', '1'],
    ['devices', 'learn', '4601234567893', '4006381333931', '4600000000008'],
    ['devices', 'learn', '2900000000018', '2900000000018', '2900000000018'],
  ];
  for (const words of cases) {
    const [ru, en] = [await run([...words, '--language', 'ru']), await run([...words, '--language', 'en'])];
    expect(ru.code, words.join(' ')).toBe(en.code);
    expect(ru.out + ru.error, words.join(' ')).toMatch(/[а-яё]/);
    expect(en.out + en.error, words.join(' ')).not.toMatch(/[а-яё]/i);
  }
});
