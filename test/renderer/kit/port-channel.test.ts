import { describe, expect, it } from 'vitest';
import type { ChannelState } from '../../../src/renderer/kit/channel.ts';
import { type AgentPort, openPortChannel, type PortSource } from '../../../src/renderer/kit/port-channel.ts';

const ORIGIN = 'kopilka://app';

/** A page that receives messages as a window does; the ports are real. */
function openPage() {
  const listeners: Parameters<PortSource['addEventListener']>[1][] = [];
  const page: PortSource = {
    origin: ORIGIN,
    addEventListener: (_type, listener) => {
      listeners.push(listener);
    },
  };
  const deliver = (data: unknown, port: AgentPort, source: unknown = page, origin: string = ORIGIN): void => {
    for (const listener of listeners) listener({ data, ports: [port], source, origin });
  };
  return { page, deliver };
}

/** Both ends of a real channel. Node's types leave out what its events carry; at run time they are the web's. */
function openChannel(): { near: AgentPort; far: AgentPort } {
  const { port1, port2 } = new MessageChannel();
  return { near: port1 as unknown as AgentPort, far: port2 as unknown as AgentPort };
}

const nextMessage = (port: AgentPort): Promise<unknown> =>
  new Promise((resolve) => {
    port.addEventListener('message', (event) => resolve(event.data));
    port.start();
  });

describe('the channel over a message port', () => {
  it('speaks over the port the page was handed', async () => {
    const { page, deliver } = openPage();
    const channel = openPortChannel(page);
    expect(channel.send('too early')).toBe(false);
    const { near, far } = openChannel();
    deliver('ui-port', near);
    const received = nextMessage(far);
    expect(channel.send('hello')).toBe(true);
    expect(await received).toBe('hello');
    const heard = new Promise<string>((resolve) => channel.onMessage(resolve));
    far.postMessage('welcome');
    expect(await heard).toBe('welcome');
    far.close();
  });

  it('goes over to the new port after the agent was restarted, telling that the old line ended', () => {
    const { page, deliver } = openPage();
    const channel = openPortChannel(page);
    const states: ChannelState[] = [];
    channel.onState((state) => states.push(state));
    const first = openChannel();
    const second = openChannel();
    deliver('ui-port', first.near);
    deliver('ui-port', second.near);
    expect(states).toEqual(['connecting', 'open', 'connecting', 'open']);
    channel.close();
  });

  it('takes no port from a frame, from another origin or under another word', () => {
    const { page, deliver } = openPage();
    const channel = openPortChannel(page);
    const { near } = openChannel();
    deliver('ui-port', near, {});
    deliver('ui-port', near, page, 'https://evil.example');
    deliver('other', near);
    expect(channel.send('x')).toBe(false);
    near.close();
  });
});
