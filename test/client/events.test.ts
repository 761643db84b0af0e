import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPosClient, type PosEvent } from '../../src/client/pos-client.ts';
import { servePosApi, tillStatus, token } from '../support/pos-server.ts';
import { openTestTill } from '../support/till-sale.ts';

const member = (id: string) => ({ event: 'member', data: { id } }) as const;

/** Listens as a register does, until so many events were heard. */
function listen(port: number, lastEventId?: string) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const client = createPosClient({ url: `http://127.0.0.1:${port}`, token });
  const { signal } = ending;
  const events = client.events({ signal, ...(lastEventId === undefined ? {} : { lastEventId }) });
  const heard: PosEvent[] = [];
  const over = (async () => {
    for await (const event of events) heard.push(event);
  })();
  return { heard, end: () => ending.abort(), over };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const data = (events: readonly PosEvent[]): unknown[] => events.map((event) => event.data);
const ids = (events: readonly PosEvent[]): unknown[] =>
  events.map((event) => (event.event === 'member' ? event.data.id : event.event));

describe('the events of the typed client', () => {
  it('come as they happen, and end when the caller says so', async () => {
    const server = await servePosApi(openTestTill([]).checkout);
    const { heard, end, over } = listen(server.port);
    const telling = setInterval(() => server.publish(member('m1')), 20);
    onTestFinished(() => clearInterval(telling));
    server.publish({ event: 'paper', data: { paper: { columns: 48, items: [] } } });
    await until(() => heard.length > 2);
    end();
    await over;
    expect(new Set(ids(heard))).toEqual(new Set(['m1']));
    expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);
  });

  it('go on from the last one that was heard', async () => {
    const server = await servePosApi(openTestTill([]).checkout);
    const first = listen(server.port);
    const telling = setInterval(() => server.publish(member('before')), 20);
    await until(() => first.heard.length > 0);
    clearInterval(telling);
    first.end();
    await first.over;
    const last = first.heard.at(-1)?.id ?? '';
    for (const id of ['m2', 'm3']) server.publish(member(id));
    const second = listen(server.port, last);
    await until(() => second.heard.length >= 2);
    expect(ids(second.heard).filter((id) => id !== 'before')).toEqual(['m2', 'm3']);
  });

  it('begin with how the till is where what was missed is not known any more', async () => {
    const server = await servePosApi(openTestTill([]).checkout);
    const { heard } = listen(server.port, 'of-another-run-7');
    await until(() => heard.length > 0);
    expect(data(heard)).toEqual([tillStatus]);
  });

  it('go on after the agent was away and another program had its port', async () => {
    const { checkout } = openTestTill([]);
    const first = await servePosApi(checkout);
    const { heard } = listen(first.port);
    const telling = setInterval(() => first.publish(member('m1')), 20);
    await until(() => heard.length > 0);
    clearInterval(telling);
    await first.close();
    let asked = 0;
    const impostor = createServer((_request, response) => {
      asked += 1;
      response.end('event: member\ndata: {"id":"forged"}\n\n');
    });
    await new Promise<void>((resolve) => impostor.listen(first.port, '127.0.0.1', resolve));
    await until(() => asked > 0);
    impostor.closeAllConnections();
    await new Promise((resolve) => impostor.close(resolve));
    const before = heard.length;
    await servePosApi(checkout, 'en', undefined, first.port);
    await until(() => heard.length > before);
    expect(ids(heard)).not.toContain('forged');
    expect(heard[before]).toMatchObject({ event: 'sync', data: tillStatus });
  });
});
