import { describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../../src/contracts/events.ts';
import { createAgentClient } from '../../../src/renderer/kit/agent-client.ts';
import type { Channel, ChannelState } from '../../../src/renderer/kit/channel.ts';
import { channelListeners } from '../../../src/renderer/kit/channel-listeners.ts';

/** A line whose other end the test holds. */
function openLine() {
  const listeners = channelListeners();
  const sent: { id: number; call: string; params: unknown }[] = [];
  const line = { up: true };
  const channel: Channel = {
    send: (text) => {
      if (line.up) sent.push(JSON.parse(text));
      return line.up;
    },
    onMessage: listeners.onMessage,
    onState: listeners.onState,
    close: () => undefined,
  };
  const state = (next: ChannelState): void => listeners.state(next);
  state('open');
  return {
    channel,
    sent,
    line,
    state,
    say: (frame: unknown) => listeners.message(JSON.stringify(frame)),
    raw: listeners.message,
  };
}

const problem = {
  type: 'about:blank',
  title: 'x',
  status: 404,
  code: 'unknown-member',
  detail: 'x',
  cashierText: 'x',
};

describe('the client of the agent', () => {
  it('gives each answer to the call it belongs to, in any order', async () => {
    const { channel, sent, say } = openLine();
    const client = createAgentClient(channel);
    const first = client.call('receipt.new', {});
    const second = client.call('receipt.new', {});
    say({ id: sent[1]?.id, ok: true, result: { purchaseId: 'B' } });
    say({ id: sent[0]?.id, ok: true, result: { purchaseId: 'A' } });
    expect(await first).toEqual({ ok: true, value: { purchaseId: 'A' } });
    expect(await second).toEqual({ ok: true, value: { purchaseId: 'B' } });
  });

  it('hands on a refusal as the agent gave it', async () => {
    const { channel, sent, say } = openLine();
    const answer = createAgentClient(channel).call('receipt.new', {});
    say({ id: sent[0]?.id, ok: false, problem });
    expect(await answer).toEqual({ ok: false, error: problem });
  });

  it('refuses an answer that does not fit the contract instead of showing it', async () => {
    const { channel, sent, say } = openLine();
    const answer = createAgentClient(channel).call('receipt.new', {});
    say({ id: sent[0]?.id, ok: true, result: { purchaseId: 7 } });
    expect(await answer).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  });

  it('ends every call at once when the line goes down', async () => {
    const { channel, state } = openLine();
    const answer = createAgentClient(channel).call('status', {});
    state('connecting');
    expect(await answer).toMatchObject({ ok: false, error: { code: 'disconnected' } });
  });

  it('does not wait for an answer to what it could not send', async () => {
    const { channel, line } = openLine();
    line.up = false;
    expect(await createAgentClient(channel).call('status', {})).toMatchObject({
      ok: false,
      error: { code: 'disconnected' },
    });
  });

  it('stops waiting after its time, and drops the late answer', async () => {
    const { channel, sent, say } = openLine();
    const client = createAgentClient(channel, 20);
    expect(await client.call('receipt.new', {})).toMatchObject({ ok: false, error: { code: 'no-answer' } });
    say({ id: sent[0]?.id, ok: true, result: { purchaseId: 'late' } });
    const next = client.call('receipt.new', {});
    say({ id: sent[1]?.id, ok: true, result: { purchaseId: 'next' } });
    expect(await next).toEqual({ ok: true, value: { purchaseId: 'next' } });
  });

  it('tells events it knows and drops frames it cannot read', () => {
    const { channel, say, raw } = openLine();
    const events: AgentEvent[] = [];
    createAgentClient(channel).onEvent((event) => events.push(event));
    raw('not json');
    raw('null');
    say({ event: 'from-the-future', data: {} });
    say({ event: 'member', data: { id: 'm1' } });
    expect(events).toEqual([{ event: 'member', data: { id: 'm1' } }]);
  });
});
