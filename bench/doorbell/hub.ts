// The hub of the doorbell benchmark: `collect` gives back what the collector can, so that memory says what is held.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startHub } from '../../src/hub/start-hub.ts';

const silent = { info: () => {}, warn: () => {}, error: console.error };
setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;
const [dataDir = ''] = process.argv.slice(2);
const hub = await startHub({ dataDir, port: 0, host: '127.0.0.1', log: silent });
process.on('message', () => {
  collect();
  collect();
  process.send?.('collected');
});
process.send?.({ url: hub.url });
