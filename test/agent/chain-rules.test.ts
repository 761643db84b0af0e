import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChainRules } from '../../src/agent/chain-rules.ts';
import { rotatingCodeAt, rotatingKeyOfCard } from '../../src/drivers/recogniser/rotating-code.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { identity, openTestStore, page, tillConfig } from '../support/till-fixtures.ts';

const child = join(import.meta.dirname, 'rotating-kill-child.ts');

describe('what a chain says about codes', () => {
  it('reads a code the same whether the reader split off its AIM identifier or the register passed it on', () => {
    const { store } = openTestStore();
    const { recognise } = createChainRules(store, () => {});
    const card = { kind: 'loyalty', identifier: { type: 'card', value: '2900000000018' } };
    expect(recognise('2900000000018', 'E0')).toEqual(card);
    expect(recognise(']E02900000000018', null)).toEqual(card);
    expect(recognise('2900000000018', null)).toEqual(card);
  });

  it('knows a code of an app as used after the till that took it was killed, and keeps neither code nor card', () => {
    const { store, path } = openTestStore();
    const pattern = {
      ...{ kind: 'rotating', prefix: 'app:', separator: ':', minLength: 13, maxLength: 13 },
      ...{ characters: 'digits', periodSeconds: 300 },
    };
    const rules = [{ id: 'app', type: 'card', pattern, checkDigit: 'none' }];
    const recogniser = { rules, goods: { retailCodes: true } };
    store.identity.set(identity);
    store.sync.apply(page('config', [['till', { ...tillConfig, recogniser }]]));
    store.close();
    const card = '2900000000018';
    const key = rotatingKeyOfCard(Buffer.from(identity.phoneKey, 'base64'), card);
    const code = rotatingCodeAt(key, Math.floor(systemClock.wallMs() / 300_000), 6);
    const killed = spawnSync(process.execPath, [child, path, `app:${card}:${code}`], { encoding: 'utf8' });
    expect([killed.signal, killed.stdout]).toEqual(['SIGKILL', 'loyalty']);

    const kept = readFileSync(path).toString('latin1') + readFileSync(`${path}-wal`).toString('latin1');
    expect(kept).toContain('used_codes');
    expect(kept).not.toContain(card);
    const next = createChainRules(openTestStore({ path }).store, () => {});
    expect(next.recognise(`app:${card}:${code}`, 'Q1')).toEqual({ kind: 'unknown', reason: 'code-used' });
  });
});
