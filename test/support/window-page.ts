import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { root } from './repository.ts';

export type WindowOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
};

export type WindowPage = {
  readonly page: Page;
  /** Errors of the page's console and uncaught ones: a refused style, a failed script. */
  readonly faults: string[];
  /** The visible text of one place of the window. */
  readonly text: (testId: string) => Promise<string>;
  /** A picture for the README and for people who look: into `docs/images` when KOPILKA_PICTURES is set. */
  readonly picture: (name: string) => Promise<void>;
};

/** Opens the cashier window as a person would, with a fresh profile. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: WindowOptions = {},
): Promise<WindowPage> {
  const { width = 1920, height = 1080, scheme = 'light' } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A lost line is part of some tests; everything else on the error channel is a fault.
    if (message.type() === 'error' && !message.text().includes('WebSocket connection'))
      faults.push(message.text());
  });
  await page.goto(url);
  const folder = join(
    root,
    process.env.KOPILKA_PICTURES === undefined ? 'test-results/window' : 'docs/images',
  );
  mkdirSync(folder, { recursive: true });
  return {
    page,
    faults,
    text: async (testId) =>
      (await page.getByTestId(testId).innerText()).replaceAll('\u00a0', ' ').replaceAll('\u2212', '-'),
    picture: async (name) => {
      // Cards slide in and the paper feeds: a picture is taken when everything lies still.
      await page.waitForTimeout(1600);
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
  };
}
