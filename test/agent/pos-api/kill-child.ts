import { hashToken } from '../../../src/agent/pos-api/install-token.ts';
import { createPosApi } from '../../../src/agent/pos-api/pos-api.ts';
import { createCheckout } from '../../../src/checkout/checkout.ts';
import { epson } from '../../../src/receipts/escpos/profiles/epson.ts';
import { err } from '../../../src/shared/result.ts';
import { openTillStore } from '../../../src/store/till-store.ts';
import { acceptGoodSignature, handClock, seededRandom } from '../../support/till-pieces.ts';

// A till in a process of its own for the kill test: the product's parts, composed so that the process dies by its own
// SIGKILL after the commit and before the answer when told to.
const [path = '', token = '', dieAfterCommit = 'no'] = process.argv.slice(2);
const clock = handClock();
const store = openTillStore(path, { clock, bootId: `boot-${process.pid}`, verifyPack: acceptGoodSignature });
const checkout = createCheckout({
  store,
  clock,
  random: seededRandom('kill'),
  bootId: 'boot',
  mode: () => 'online',
  language: () => 'ru',
  recognise: () => ({ kind: 'unknown', reason: 'no-rule' }),
  phoneHash: () => null,
  printing: () => ({ profile: epson, own: true }),
  askPurchase: async () => err('no hub in this test'),
  onCommitted: () => {
    if (dieAfterCommit === 'yes') process.kill(process.pid, 'SIGKILL');
  },
});
const app = createPosApi({
  checkout,
  status: () => {
    throw new Error('the kill test asks for no status');
  },
  print: () => {
    throw new Error('the kill test prints nothing');
  },
  events: { subscribe: () => () => undefined },
  language: () => 'ru',
  version: '0',
  tokenHash: hashToken(token),
  tokenFile: 'pos-token',
  allowedHosts: ['127.0.0.1'],
  onFault: (where, cause) => console.error(where, cause),
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
console.log(address === null || typeof address === 'string' ? '' : address.port);
