import { expect, it } from 'vitest';
import { devicesConfigSchema } from '../../../src/drivers/config.ts';
import { openSerial } from '../../../src/drivers/transport/serial.ts';
import { openPty } from '../../support/pty.ts';

it('loses the line that is pulled while its last bytes are being read', async () => {
  const pty = openPty();
  const { scanners } = devicesConfigSchema.parse({
    scanners: [{ id: 's', transport: { kind: 'serial', path: pty.path } }],
  });
  const transport = scanners[0]?.transport;
  if (transport?.kind !== 'serial') throw new Error('the transport is serial');
  const opened = await openSerial(transport);
  if (!opened.ok) throw new Error(opened.error);
  const lost = new Promise<string>((resolve) => opened.value.onLost(() => resolve('lost')));
  // Between two reads: the next one finds the end of the line, where it usually waits and is told of it.
  opened.value.onData(() => pty.close());
  pty.write('29000');
  expect(await lost).toBe('lost');
});
