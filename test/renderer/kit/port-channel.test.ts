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
  const deliver = (
    data: unknown,
    port: MessagePort,
    source: unknown = page,
    origin: string = ORIGIN,
  ): void => {
    for (const listener of listeners) listener({ data, ports: [port], source, origin });
  };
  return { page, deliver };
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
    const { port1, port2 } = new MessageChannel();
    deliver('ui-port', port1);
    const received = nextMessage(port2);
    expect(channel.send('hello')).toBe(true);
    expect(await received).toBe('hello');
    const heard = new Promise<string>((resolve) => channel.onMessage(resolve));
    port2.postMessage('welcome');
    expect(await heard).toBe('welcome');
    port2.close();
  });

  it('goes over to the new port after the agent was restarted, telling that the old line ended', () => {
    const { page, deliver } = openPage();
    const channel = openPortChannel(page);
    const states: ChannelState[] = [];
    channel.onState((state) => states.push(state));
    const first = new MessageChannel();
    const second = new MessageChannel();
    deliver('ui-port', first.port1);
    deliver('ui-port', second.port1);
    expect(states).toEqual(['connecting', 'open', 'connecting', 'open']);
    channel.close();
  });

  it('takes no port from a frame, from another origin or under another word', () => {
    const { page, deliver } = openPage();
    const channel = openPortChannel(page);
    const { port1 } = new MessageChannel();
    deliver('ui-port', port1, {});
    deliver('ui-port', port1, page, 'https://evil.example');
    deliver('other', port1);
    expect(channel.send('x')).toBe(false);
    port1.close();
  });
});
