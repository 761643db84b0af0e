import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDeviceSetup } from '../../../src/agent/setup/device-setup.ts';
import { createSignOn } from '../../../src/agent/sign-on.ts';
import { spendsAlone } from '../../../src/agent/store-lan/spending.ts';
import { createUiHandlers } from '../../../src/agent/ui-api/ui-handlers.ts';
import { devicesConfigSchema } from '../../../src/drivers/config.ts';
import { demoRecogniserRules } from '../../../src/drivers/recogniser/demo-rules.ts';
import { paperText } from '../../../src/drivers/virtual/paper.ts';
import { epson58 } from '../../../src/receipts/escpos/profiles/epson-58.ts';
import { rongta } from '../../../src/receipts/escpos/profiles/rongta.ts';
import { starPrnt } from '../../../src/receipts/escpos/profiles/star-prnt.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memberRecord, pointsLot } from '../../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../../support/till-sale.ts';

const nothing = (): void => undefined;
const config = devicesConfigSchema.parse({});
const noDevices = {
  ...{ printQueued: nothing, display: nothing, checkHealth: () => Promise.resolve([]), feed: nothing },
  status: () => [],
  openDrawer: () => Promise.resolve(false),
  close: () => Promise.resolve(),
};

/** Nobody sets up devices here. */
const idleSetup = () =>
  createDeviceSetup({
    configFile: join(temporaryFolder(), 'config.json'),
    switched: { devices: noDevices, config: () => config, stop: () => Promise.resolve(), start: nothing },
    complete: (devices) => devices,
    launchHost: undefined,
    language: () => 'ru',
    mayOpen: () => Promise.resolve(null),
    rules: () => demoRecogniserRules,
    onDevices: () => undefined,
    log: () => undefined,
  });

it.each([epson58, rongta, starPrnt])(
  'shows the slip of a sale as the till’s own printer prints it ($id)',
  async (profile) => {
    const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })], {
      printing: () => ({ profile, own: true }),
    });
    const handlers = createUiHandlers({
      keyboards: () => [],
      version: '1.0.0',
      checkout: till.checkout,
      store: till.store,
      signOn: createSignOn(),
      spending: spendsAlone,
      status: () => {
        throw new Error('no call here asks for the status');
      },
      language: () => 'ru',
      bench: null,
      profile: () => profile,
      setup: idleSetup(),
      nowMs: till.clock.wallMs,
      checkDevices: () => Promise.resolve([]),
      printQueued: () => undefined,
      feed: () => undefined,
      setConnected: () => undefined,
      isPlugged: () => true,
    });
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const sold = accepted(await handlers['receipt.confirm']({ purchaseId: 'P1', ...confirmRequest(1) }));
    expect(sold.paper.columns).toBe(profile.columns);
    const lines = paperText(sold.paper);
    expect(lines.join('\n')).toContain('ИТОГО');
    expect(Math.max(...lines.map((line) => line.length))).toBe(profile.columns);
  },
);
