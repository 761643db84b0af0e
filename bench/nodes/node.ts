// One hub process on PostgreSQL: `node node.ts DATA POSTGRES`. Says where it listens.
import { startHub } from '../../src/hub/start-hub.ts';

const silent = { info: () => {}, warn: () => {}, error: console.error };
const [dataDir = '', postgres = ''] = process.argv.slice(2);
const hub = await startHub({ dataDir, postgres, port: 0, host: '127.0.0.1', log: silent });
process.send?.({ url: hub.url });
