import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { ensureWindows } from '../../src/cli/start/build.ts';
import { launchBrowser } from '../../test/support/browser.ts';
import { SCRIPTED_TOKEN, type ScriptedAgent, startScriptedAgent } from '../../test/support/scripted-agent.ts';
import { scriptedAnswers, scriptedGoods, scriptedMember } from '../../test/support/scripted-answers.ts';
import { openWindow } from '../../test/support/window-page.ts';
import { describeMachine } from '../machine.ts';

// The window alone, in a real Chromium: the agent's answers come at once from a script, so what is left is the
// renderer's part. `node bench/window/run.ts` writes bench/results/window.json and window.md.

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const results = join(root, 'bench/results');
const OPENINGS = 7;
const SCANS = 60;
const STREAM_SECONDS = 20;
const SCANS_A_SECOND = 5;

const targets = { memberMs: 16, longFrameMs: 50 } as const;

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const round = (value: number): number => Math.round(value * 10) / 10;

/** Marks in the page, in its own clock: frames that took long, and when a scan's frame reached it and was drawn. */
const OBSERVE = `(() => {
  window.long = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.long.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  window.delays = [];
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...words) {
      super(...words);
      // Registered before the window's own listener, so the clock starts as the scan arrives.
      this.addEventListener('message', (event) => {
        if (!String(event.data).startsWith('{"event":"scan"')) return;
        const start = performance.now();
        const wanted = JSON.parse(event.data).data.outcome.member?.firstName;
        if (wanted === undefined) return;
        const observer = new MutationObserver(() => {
          const card = document.querySelector('[data-testid=member]');
          if (card === null || !card.textContent.includes(wanted)) return;
          observer.disconnect();
          window.delays.push(performance.now() - start);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    }
  };
})()`;

const PAINT = `(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)()`;

const member = (number: number) => ({ ...scriptedMember, id: `m${number}`, firstName: `Anna ${number}` });

function tellMember(agent: ScriptedAgent, number: number): void {
  const outcome = { result: 'member', member: member(number) } as const;
  agent.tell({ event: 'scan', data: { deviceId: 'scanner-1', at: '2026-12-05T09:30:00Z', outcome } });
}

function tellGoods(agent: ScriptedAgent, number: number): void {
  const pieces = scriptedGoods.filter((goods) => !goods.weighed);
  const code = pieces[number % pieces.length]?.sku ?? '';
  const outcome = { result: 'not-loyalty', code } as const;
  agent.tell({ event: 'scan', data: { deviceId: 'scanner-1', at: '2026-12-05T09:30:00Z', outcome } });
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const longTasks = (page: Page): Promise<number[]> => page.evaluate<number[]>('window.long.splice(0)');

await ensureWindows(() => {});
const browser = await launchBrowser();
const agent = await startScriptedAgent(scriptedAnswers(), join(root, 'dist/renderer'));
const url = `${agent.url}/cashier/#token=${SCRIPTED_TOKEN}`;
const size = { width: 1024, height: 768 };

const paints: number[] = [];
for (let opening = 0; opening < OPENINGS; opening += 1) {
  const { page } = await openWindow(browser, url, size);
  await page.getByTestId('mode').waitFor();
  paints.push(await page.evaluate<number>(PAINT));
  await page.context().close();
}

const context = await browser.newContext({ viewport: size });
const page = await context.newPage();
await page.addInitScript(OBSERVE);
await page.goto(url);
await page.getByTestId('mode').waitFor();
await wait(1000);
await longTasks(page);
for (let scan = 0; scan < SCANS; scan += 1) {
  tellMember(agent, scan);
  await wait(200);
}
const delays = await page.evaluate<number[]>('window.delays');
const idleLong = await longTasks(page);
for (let scan = 0; scan < STREAM_SECONDS * SCANS_A_SECOND; scan += 1) {
  if (scan % 10 === 0) tellMember(agent, scan);
  else tellGoods(agent, scan);
  await wait(1000 / SCANS_A_SECOND);
}
const streamLong = await longTasks(page);
const rows = await page.getByTestId('cart-row').count();
await browser.close();
await agent.close();
if (delays.length !== SCANS) throw new Error(`${SCANS} members were scanned, ${delays.length} were shown`);
if (rows === 0) throw new Error('no goods of the stream reached the cart');

const report = {
  machine: describeMachine(),
  firstPaintMs: {
    median: round(quantile(paints, 0.5)),
    worst: round(Math.max(...paints)),
    openings: OPENINGS,
  },
  scanToMemberMs: {
    median: round(quantile(delays, 0.5)),
    p95: round(quantile(delays, 0.95)),
    worst: round(Math.max(...delays)),
    scans: SCANS,
    target: targets.memberMs,
  },
  stream: {
    scansASecond: SCANS_A_SECOND,
    seconds: STREAM_SECONDS,
    tasksOver50ms: streamLong.length,
    longestMs: round(Math.max(0, ...streamLong)),
    tasksOver50msWhileSingleScans: idleLong.length,
  },
};
const { firstPaintMs, scanToMemberMs, stream, machine } = report;
const text = `# The cashier window

| what | median | 95 % | worst | target |
|---|---:|---:|---:|---:|
| from opening to the first paint, ms | ${firstPaintMs.median} | | ${firstPaintMs.worst} | |
| from a scan's message to the member in the page, ms | ${scanToMemberMs.median} | ${scanToMemberMs.p95} | ${scanToMemberMs.worst} | ${scanToMemberMs.target} |
| tasks over ${targets.longFrameMs} ms in ${stream.seconds} s of ${stream.scansASecond} scans a second | ${stream.tasksOver50ms} | | ${stream.longestMs} ms | 0 |

${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}; headless Chromium without a GPU, 1024 × 768. The
agent's answers come from a script at once: this is the renderer's part alone, until the member stands in the page. Other programs ran on the machine meanwhile. Written by \`node bench/window/run.ts\`.
`;
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'window.json'), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(results, 'window.md'), text);
console.log(text);
process.exit(0);
