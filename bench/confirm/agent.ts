import { hashToken } from '../../src/agent/pos-api/install-token.ts';
import { createPosApi } from '../../src/agent/pos-api/pos-api.ts';
import { openBenchTill } from './shop.ts';

// The till's API in a process of its own, as a register meets it: `node bench/confirm/agent.ts <file> <token>`.
const [path = '', token = ''] = process.argv.slice(2);
const { checkout } = openBenchTill(path);
const app = createPosApi({
  checkout,
  status: () => {
    throw new Error('the bench asks for no status');
  },
  print: () => {
    throw new Error('the measurement prints nothing on demand');
  },
  events: { subscribe: () => () => undefined },
  language: () => 'ru',
  version: '0',
  tokenHash: hashToken(token),
  allowedHosts: ['127.0.0.1'],
  onFault: (where, cause) => console.error(where, cause),
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
console.log(address === null || typeof address === 'string' ? '' : address.port);
