import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startUiServer } from '../../src/agent/ui-api/ui-server.ts';
import { createPosClient } from '../../src/client/pos-client.ts';
import { launchBrowser } from '../support/browser.ts';
import { rawCall } from '../support/pos-client.ts';
import { servePosApi, token } from '../support/pos-server.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill } from '../support/till-sale.ts';

let browser: Browser;
// A name that leads to this machine, as a foreign site's name does after rebinding.
beforeAll(async () => {
  browser = await launchBrowser(['--host-resolver-rules=MAP evil.test 127.0.0.1']);
});
afterAll(async () => browser.close());

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return portOf(server);
}

/** A till with an open receipt that a foreign page would like to pay, cancel or read. */
async function openVictim() {
  const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
  accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
  const { port } = await servePosApi(till.checkout);
  let windows = 0;
  const attach = (): void => {
    windows += 1;
  };
  const ui = await startUiServer({ port: 0, staticDir: null, token, attach });
  onTestFinished(ui.close);
  const untouched = () => {
    expect(till.store.backlog().count).toBe(0);
    expect(till.checkout.openReceipts()).toMatchObject({
      ok: true,
      value: { receipts: [{ purchaseId: 'P1' }] },
    });
    expect(windows).toBe(0);
  };
  return { till, port, ui: Number(new URL(ui.url).port), untouched };
}

/** A foreign site, in the browser's eyes on its own host; the page is empty and does what the test tells it. */
async function openForeignPage() {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>prizes</title><body></body>');
  });
  const port = await listen(server);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`http://evil.test:${port}/`);
  const leave = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { page, port, leave };
}

describe('a foreign page in a real browser', () => {
  it('gets nothing and changes nothing by requests, even with the token in its hands', async () => {
    const { port, untouched } = await openVictim();
    const { page } = await openForeignPage();
    const body = JSON.stringify(confirmRequest(1));
    const outcomes = await page.evaluate(
      async ({ port: agent, token: secret, body: text }) => {
        const at = (path: string) => `http://127.0.0.1:${agent}/v1${path}`;
        const tell = (work: Promise<Response>) =>
          work.then((answer) => `${answer.type} ${answer.status}`).catch(() => 'failed');
        const authorization = `Bearer ${secret}`;
        return [
          await tell(fetch(at('/status'), { headers: { authorization } })),
          await tell(fetch(at('/status'), { mode: 'no-cors' })),
          await tell(
            fetch(at('/receipts/P1/confirm'), {
              method: 'POST',
              headers: { authorization, 'content-type': 'application/json' },
              body: text,
            }),
          ),
          await tell(fetch(at('/receipts/P1/confirm'), { method: 'POST', mode: 'no-cors', body: text })),
        ];
      },
      { port, token, body },
    );
    // An opaque answer has status 0: nothing of it can be read.
    expect(outcomes.every((outcome) => outcome === 'failed' || outcome === 'opaque 0')).toBe(true);
    untouched();
  });

  it('changes nothing by a form, which a browser sends to anybody', async () => {
    const { port, untouched } = await openVictim();
    const { page } = await openForeignPage();
    // A text form makes a body that is JSON to whoever does not look at its type.
    const { operationId } = confirmRequest(2);
    const [first, second] = JSON.stringify({ operationId, note: '=' }).split('=');
    const answered = page.waitForResponse((response) => response.url().includes('/cancel'));
    const form = {
      url: `http://127.0.0.1:${port}/v1/receipts/P1/cancel`,
      name: first ?? '',
      value: second ?? '',
    };
    // As text: this file knows no document.
    await page.evaluate(`{
      const { url, name, value } = ${JSON.stringify(form)};
      const form = Object.assign(document.createElement('form'), { method: 'POST', action: url, enctype: 'text/plain' });
      form.append(Object.assign(document.createElement('input'), { name, value }));
      document.body.append(form);
      form.submit();
    }`);
    expect((await answered).status()).toBe(403);
    untouched();
  });

  it('gets nothing by a name that was bound to this machine after its page was loaded', async () => {
    const till = openTestTill([memberRecord('m1')]);
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const { page, port, leave } = await openForeignPage();
    await leave();
    // The name of the page and its port now lead to the agent: to the browser it is the same site.
    await servePosApi(till.checkout, 'en', undefined, port);
    const answers = await page.evaluate(
      async ({ secret, text }) => {
        const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
        const read = async (path: string, more: RequestInit) => {
          const answer = await fetch(path, { headers, ...more });
          return [answer.status, ((await answer.json()) as { code: string }).code];
        };
        return [
          await read('/v1/status', {}),
          await read('/v1/members/m1', {}),
          await read('/v1/receipts/P1/confirm', { method: 'POST', body: text }),
        ];
      },
      { secret: token, text: JSON.stringify(confirmRequest(3)) },
    );
    expect(answers).toEqual(Array(3).fill([403, 'foreign-caller']));
    expect(till.store.backlog().count).toBe(0);
  });

  it('opens no channel of a window, with the token of the windows or without', async () => {
    const { ui, untouched } = await openVictim();
    const { page } = await openForeignPage();
    const opened = await page.evaluate(
      ({ port, secret }) =>
        Promise.all(
          [`ws://127.0.0.1:${port}/ui?token=${secret}`, `ws://evil.test:${port}/ui?token=${secret}`].map(
            (url) =>
              new Promise<boolean>((resolve) => {
                const socket = new WebSocket(url);
                socket.onopen = () => resolve(true);
                socket.onerror = () => resolve(false);
              }),
          ),
        ),
      { port: ui, secret: token },
    );
    expect(opened).toEqual([false, false]);
    untouched();
  });
});

describe('a program that took the port before the agent', () => {
  it('learns no token, is not believed, and can pass nothing on later', async () => {
    const heard: { authorization: string; path: string; method: string; body: string }[] = [];
    const squatter = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const { authorization = '' } = request.headers;
        heard.push({ authorization, path: request.url ?? '', method: request.method ?? '', body });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ purchaseId: 'P1', operationId: 'x', state: 'cancelled' }));
      });
    });
    const client = createPosClient({
      url: `http://127.0.0.1:${await listen(squatter)}`,
      token,
      timeoutMs: 5000,
    });
    const cancelled = await client.cancel('P1', { operationId: confirmRequest(4).operationId });
    expect(codeOf(cancelled)).toBe('impostor');
    expect(codeOf(await client.quote('P1', cart()))).toBe('impostor');
    expect(JSON.stringify(heard)).not.toContain(token);

    // What it heard, said to the real agent: once it may be what the register wanted, twice or changed it is nothing.
    const { port } = await openVictim();
    const [cancel, quote] = heard;
    const say = (call: typeof cancel, body = call?.body ?? '') =>
      rawCall(port, {
        method: call?.method ?? '',
        path: call?.path ?? '',
        headers: {
          host: '127.0.0.1',
          authorization: call?.authorization ?? '',
          'content-type': 'application/json',
        },
        body,
      });
    const changed = await say(quote, (quote?.body ?? '').replace('8990', '1'));
    expect(changed.status).toBe(401);
    // Said at another address the signature does not fit either.
    expect(
      (await say({ ...(cancel ?? quote), path: '/v1/receipts/P2/cancel' } as typeof cancel)).status,
    ).toBe(401);
    // The agent started after these were signed.
    expect((await say(cancel)).status).toBe(401);
  });

  it('cannot repeat a call that the agent has taken, and cannot change an answer unseen', async () => {
    const { port } = await openVictim();
    let spoil = false;
    const heard: string[] = [];
    // A relay between the register and the agent.
    const relay = createServer((request, response) => {
      const { authorization = '' } = request.headers;
      heard.push(authorization);
      void rawCall(port, { path: request.url ?? '', headers: { host: '127.0.0.1', authorization } }).then(
        (answer) => {
          response.statusCode = answer.status;
          response.setHeader('x-kopilka-proof', String(answer.headers['x-kopilka-proof']));
          response.end(spoil ? answer.text.replace('"members":', '"members":1') : answer.text);
        },
      );
    });
    const client = createPosClient({
      url: `http://127.0.0.1:${await listen(relay)}`,
      token,
      timeoutMs: 5000,
    });
    accepted(await client.status());
    const again = await rawCall(port, {
      path: '/v1/status',
      headers: { host: '127.0.0.1', authorization: heard[0] ?? '' },
    });
    expect(again.status).toBe(401);
    spoil = true;
    expect(codeOf(await client.status())).toBe('impostor');
  });
});
