import { describe, expect, it } from 'vitest';
import { type AgentState, superviseAgent } from '../../src/main/agent-supervisor.ts';
import { restartDelayMs } from '../../src/main/restart-delay.ts';
import { type StandInChild, silentChild } from '../support/electron-utility-process.ts';
import { createManualTiming } from '../support/manual-timing.ts';

function supervise() {
  const timing = createManualTiming();
  const children: StandInChild[] = [];
  const states: AgentState[] = [];
  const messages: unknown[] = [];
  const log = (): void => {};
  const agent = superviseAgent({
    fork: () => {
      const child = silentChild('agent.js');
      children.push(child);
      return child;
    },
    timing,
    log: { info: log, warn: log, error: log },
    onState: (state) => void states.push(state),
    onStarted: () => {},
    onExit: () => {},
    onMessage: (message) => void messages.push(message),
  });
  const last = (): StandInChild => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('nothing was started');
    return child;
  };
  return { agent, timing, children, states, messages, last };
}

describe('the supervisor of the till agent', () => {
  it('waits twice as long after every death, up to 15 s', () => {
    const { timing, children, last } = supervise();
    const waits: number[] = [];
    for (let death = 1; death <= 9; death++) {
      last().die(1);
      const before = children.length;
      let waitedMs = 0;
      while (children.length === before) {
        timing.pass(50);
        waitedMs += 50;
      }
      waits.push(waitedMs);
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it('begins again with the shortest wait after a healthy minute', () => {
    const { timing, children, last } = supervise();
    for (let death = 1; death <= 5; death++) {
      last().die(1);
      timing.pass(15_000);
    }
    timing.pass(60_000);
    last().die(1);
    timing.pass(250);
    expect(children).toHaveLength(7);
  });

  it('never restarts sooner than half of the wait, whatever chance says', () => {
    expect([restartDelayMs(1, 0), restartDelayMs(1, 0.999), restartDelayMs(100, 0)]).toEqual([
      125, 250, 7500,
    ]);
  });

  it('tells starting, ready, waiting and stopped', async () => {
    const { agent, timing, states, last } = supervise();
    last().say({ type: 'ready' });
    last().die(1);
    timing.pass(250);
    const stopping = agent.stop();
    last().die(0);
    await stopping;
    expect(states).toEqual(['starting', 'ready', 'waiting', 'starting', 'stopped']);
  });

  it('ends an agent that leaves six pings unanswered, and starts another', () => {
    const { timing, children, last } = supervise();
    last().say({ type: 'ready' });
    timing.pass(30_000);
    expect(last().heard).toHaveLength(6);
    expect(children).toHaveLength(1);
    timing.pass(5_250);
    expect(children).toHaveLength(2);
  });

  it('lets an agent live that answers late', () => {
    const { timing, children, last } = supervise();
    last().say({ type: 'ready' });
    for (let round = 0; round < 20; round++) {
      timing.pass(25_000);
      last().say({ type: 'pong' });
    }
    expect(children).toHaveLength(1);
  });

  it('drops what it does not understand and passes on the rest', () => {
    const { messages, last } = supervise();
    last().say('hello');
    last().say({ type: 'start-device-host' });
    last().say({ type: 'start-device-host', hostId: 7 });
    last().say({ type: 'pong' });
    expect(messages).toEqual([{ type: 'start-device-host', hostId: 7 }]);
  });

  it('says when nobody is there to hear', () => {
    const { agent, last } = supervise();
    expect(agent.post({ type: 'ping' })).toBe(true);
    last().die(1);
    expect(agent.post({ type: 'ping' })).toBe(false);
  });

  it('kills an agent that does not close within eight seconds', async () => {
    const { agent, timing, children, last } = supervise();
    const stopping = agent.stop();
    expect(last().heard).toEqual([{ type: 'close' }]);
    timing.pass(7_999);
    timing.pass(1);
    await stopping;
    timing.pass(60_000);
    expect(children).toHaveLength(1);
  });

  it('does not start a new agent when it is stopped while it waits', async () => {
    const { agent, timing, children, last } = supervise();
    last().die(1);
    await agent.stop();
    timing.pass(60_000);
    expect(children).toHaveLength(1);
  });
});
