import { describe, expect, it } from 'vitest';
import type { PortApi } from '../../src/main/electron-api.ts';
import { createUiPorts } from '../../src/main/ui-ports.ts';
import { StandInPort } from '../support/electron-ports.ts';
import { createElectronStandIn, StandInContents } from '../support/electron-stand-in.ts';

const OWN = { url: 'kopilka://app/cashier/index.html', parent: null };

function create() {
  const stand = createElectronStandIn();
  const contents = new StandInContents(1);
  const agentPorts: StandInPort[] = [];
  const refused: unknown[] = [];
  const world = { agentRuns: true, windowExists: true };
  const ports = createUiPorts(stand.electron, {
    contentsOf: (id) => (id === 1 && world.windowExists ? contents : null),
    toAgent: (port: PortApi) => {
      if (!world.agentRuns) return false;
      if (port instanceof StandInPort) agentPorts.push(port);
      return true;
    },
    log: { info: () => {}, warn: (fields) => void refused.push(fields), error: () => {} },
  });
  return { stand, contents, agentPorts, refused, world, ports };
}

const nextText = (port: StandInPort): Promise<unknown> =>
  new Promise((resolve) => {
    port.on('message', ({ data }) => resolve(data));
    port.start();
  });

describe('ports between windows and agent', () => {
  it('join the page and the agent directly', async () => {
    const { stand, contents, agentPorts } = create();
    stand.sendFromFrame('ui-connect', OWN, 1);
    const [page] = contents.ports;
    const [agent] = agentPorts;
    if (page === undefined || agent === undefined) throw new Error('a port is missing');
    const heardByAgent = nextText(agent);
    const heardByPage = nextText(page);
    page.postMessage('{"id":1}');
    agent.postMessage('{"id":1,"ok":true}');
    expect(await heardByAgent).toBe('{"id":1}');
    expect(await heardByPage).toBe('{"id":1,"ok":true}');
    page.close();
  });

  it.each([
    ['a foreign page', { url: 'https://example.org/', parent: null }, 1],
    ['a frame inside our page', { url: OWN.url, parent: OWN }, 1],
    ['a frame that is gone', null, 1],
    ['a window we did not make', OWN, 2],
  ])('are refused to %s', (_name, frame, id) => {
    const { stand, contents, agentPorts, refused } = create();
    stand.sendFromFrame('ui-connect', frame, id);
    expect([contents.ports.length, agentPorts.length, refused.length]).toEqual([0, 0, 1]);
  });

  it('wait for the next agent when none runs', () => {
    const { stand, contents, agentPorts, world, ports } = create();
    world.agentRuns = false;
    stand.sendFromFrame('ui-connect', OWN, 1);
    expect(contents.channels).toEqual([]);
    world.agentRuns = true;
    ports.connectAll();
    expect([contents.channels, agentPorts.length]).toEqual([['ui-port'], 1]);
  });

  it('are not given to a window that never asked or is gone', () => {
    const { stand, contents, agentPorts, world, ports } = create();
    ports.connectAll();
    expect(agentPorts).toHaveLength(0);
    stand.sendFromFrame('ui-connect', OWN, 1);
    world.windowExists = false;
    ports.connectAll();
    expect([contents.ports.length, agentPorts.length]).toEqual([1, 1]);
  });
});
