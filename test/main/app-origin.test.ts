import { describe, expect, it } from 'vitest';
import { isAppUrl, isOwnFrame } from '../../src/main/app-origin.ts';

describe('our own origin', () => {
  it.each([
    ['kopilka://app/cashier/index.html', true],
    ['kopilka://app/cashier/index.html?x#y', true],
    ['kopilka://application/cashier/index.html', false],
    ['kopilka://app.example.org/', false],
    ['kopilka://app:80/', false],
    ['kopilka://a:b@app/', false],
    ['https://app/cashier/index.html', false],
    ['file:///kopilka://app/', false],
    ['about:blank', false],
    ['', false],
  ])('%s is ours: %s', (url, ours) => {
    expect(isAppUrl(url)).toBe(ours);
  });

  it('is only in a top frame that still exists', () => {
    const url = 'kopilka://app/cashier/index.html';
    expect(isOwnFrame({ url, parent: null })).toBe(true);
    expect(isOwnFrame({ url, parent: { url } })).toBe(false);
    expect(isOwnFrame({ url: 'https://example.org/', parent: null })).toBe(false);
    expect(isOwnFrame(null)).toBe(false);
  });
});
