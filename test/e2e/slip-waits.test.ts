import { expect, it } from 'vitest';
import { paperText } from '../../src/drivers/virtual/paper.ts';
import { createRetryingRegister } from '../crash/retrying-register.ts';
import { openShopUnderFire } from '../crash/shop-under-fire.ts';
import { eventually } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A real till with a printer that has no paper, killed while a slip of which no byte has left waits for it.
it('a slip that waits for paper outlives a kill -9 of its till, and comes out once, not as a copy', async () => {
  const { till, printer, close } = await openShopUnderFire(temporaryFolder());
  try {
    printer.setSensors({ paperEnd: true });
    const register = createRetryingRegister(till, () => Promise.reject(new Error('the till died by itself')));
    await register.takeThrough('WAITS-1', 'm0');
    await eventually('the slip was refused for want of paper', async () => {
      const { body } = await till.call('GET', '/v1/status');
      return JSON.stringify(body).includes('"reason":"paper-out"') || null;
    });
    await till.running.end('SIGKILL');
    await till.restart();
    expect(printer.slips).toEqual([]);
    printer.setSensors({ paperEnd: false });
    const slip = await printer.waitForSlip(0, 60_000);
    expect(paperText(slip).join('\n')).not.toMatch(/КОПИЯ|COPY/);
    // Longer than the queue waits between two tries.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(printer.slips).toHaveLength(1);
  } finally {
    await close();
  }
}, 240_000);
