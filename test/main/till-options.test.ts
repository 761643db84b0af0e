import { describe, expect, it } from 'vitest';
import { readMainArguments } from '../../src/main/till-options.ts';

describe("the program's words", () => {
  it('default to a till in the folder of the user, without a network port for windows', () => {
    expect(readMainArguments([], { dataDir: '/home/k/till' })).toEqual({
      ok: true,
      value: {
        till: {
          dataDir: '/home/k/till',
          posPort: 8377,
          uiPort: null,
          configFile: '/home/k/till/config.json',
        },
        hidden: false,
      },
    });
  });

  it('are those of the till command, and words of Chromium pass by', () => {
    const words = ['--data=/d', '--hub', 'http://hub:8787', '--enrol', 'K7QD-2M9X', '--port', '9000'];
    expect(
      readMainArguments([...words, '--config', '/c.json', '--hidden', '--disable-gpu', '--x=1'], {
        dataDir: '/',
      }),
    ).toEqual({
      ok: true,
      value: {
        till: {
          dataDir: '/d',
          posPort: 9000,
          uiPort: null,
          configFile: '/c.json',
          hubUrl: 'http://hub:8787',
          enrolCode: 'K7QD-2M9X',
        },
        hidden: true,
      },
    });
  });

  it.each(['-1', '65536', '80.5', 'http', ''])('refuse the port %s with a sentence', (port) => {
    expect(readMainArguments([`--port=${port}`], { dataDir: '/d' })).toEqual({
      ok: false,
      error: '--port must be a port number from 0 to 65535.',
    });
  });
});
