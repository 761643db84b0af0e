import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Channel, ChannelState } from '../../../src/renderer/kit/channel.ts';
import { openWebSocketChannel } from '../../../src/renderer/kit/websocket-channel.ts';

const open: { server: WebSocketServer | null; channel: Channel | null } = { server: null, channel: null };

async function listen(port = 0): Promise<{ server: WebSocketServer; url: string; port: number }> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  open.server = server;
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return { server, port: address.port, url: `ws://127.0.0.1:${address.port}` };
}

function connect(url: string): {
  channel: Channel;
  states: ChannelState[];
  until: (state: ChannelState) => Promise<void>;
} {
  const channel = openWebSocketChannel({ url, firstDelayMs: 5, longestDelayMs: 20 });
  open.channel = channel;
  const states: ChannelState[] = [];
  channel.onState((state) => states.push(state));
  const until = async (state: ChannelState): Promise<void> => {
    while (states.at(-1) !== state) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { channel, states, until };
}

async function shut(server: WebSocketServer): Promise<void> {
  for (const client of server.clients) client.terminate();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

afterEach(async () => {
  open.channel?.close();
  if (open.server !== null) await shut(open.server);
});

describe('the channel over a WebSocket', () => {
  it('carries texts both ways', async () => {
    const { server, url } = await listen();
    server.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${String(data)}`)));
    const { channel, until } = connect(url);
    const heard = new Promise<string>((resolve) => channel.onMessage(resolve));
    await until('open');
    expect(channel.send('hello')).toBe(true);
    expect(await heard).toBe('echo hello');
  });

  it('says that it cannot send while the line is down, and comes back by itself', async () => {
    const first = await listen();
    const { channel, states, until } = connect(first.url);
    await until('open');
    await shut(first.server);
    await until('connecting');
    expect(channel.send('lost')).toBe(false);
    await listen(first.port);
    await until('open');
    expect(channel.send('again')).toBe(true);
    expect(states).toEqual(['connecting', 'open', 'connecting', 'open']);
  });

  it('does not knock again where its token was refused', async () => {
    const { server, url } = await listen();
    let knocks = 0;
    server.on('connection', (socket) => {
      knocks += 1;
      socket.close(4401, 'wrong token');
    });
    const { until } = connect(url);
    await until('refused');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(knocks).toBe(1);
  });
});
