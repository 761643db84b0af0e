import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { DoorbellEvent, Stream } from '../../../src/contracts/sync.ts';
import { createDoorbell } from '../../../src/hub/api/doorbell.ts';
import { until } from '../support/till.ts';

const none: Record<Stream, number> = { config: 0, packs: 0, goods: 0, members: 0, coupons: 0 };

/** A doorbell with real lines to listeners; answers what one of them heard. */
async function listen(listeners: number) {
  const doorbell = createDoorbell();
  const server = createServer((_request, response) => doorbell.listen(response, none));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    doorbell.close();
    server.close();
  });
  let text = '';
  for (let index = 0; index < listeners; index += 1) {
    const request = get(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const [line] = (await once(request, 'response')) as [IncomingMessage];
    line.on('data', (chunk) => {
      if (index === 0) text += String(chunk);
    });
  }
  await until('all listen', () => doorbell.listeners() === listeners && text.includes('coupons'));
  const heard = (stream: Stream): number[] =>
    [...text.matchAll(/^data: (.*)$/gm)]
      .map(([, json]) => JSON.parse(json ?? '') as DoorbellEvent)
      .filter((event) => event.stream === stream && event.cursor > 0)
      .map(({ cursor }) => cursor);
  return { doorbell, heard };
}

it('tells of many sales together, of their last always, and of other streams at once', async () => {
  const { doorbell, heard } = await listen(30);
  for (let cursor = 1; cursor <= 500; cursor += 1) {
    doorbell.ring({ stream: 'members', cursor });
    if (cursor % 100 === 0) doorbell.ring({ stream: 'packs', cursor });
  }
  await until('the last sale is told', () => heard('members').at(-1) === 500);
  expect(heard('members')).toEqual([1, 500]);
  expect(heard('packs')).toEqual([100, 200, 300, 400, 500]);
  // Quiet again, the next sale is told as at first.
  await new Promise((resolve) => setTimeout(resolve, 400));
  doorbell.ring({ stream: 'members', cursor: 501 });
  await until('the next sale is told', () => heard('members').at(-1) === 501);
});

it('tells of many tills that are set up together, and of a setting at once', async () => {
  const { doorbell, heard } = await listen(30);
  for (let cursor = 1; cursor <= 300; cursor += 1) doorbell.ring({ stream: 'config', cursor });
  await until('the last till is told', () => heard('config').at(-1) === 300);
  expect(heard('config')).toEqual([1, 300]);
});
