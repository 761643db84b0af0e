// Many listeners of one till's key: the hub tells lines apart, not tills.
import { createHash, randomBytes } from 'node:crypto';
import { Agent, get } from 'node:http';
import { requestSignatureText, signatureHeaders } from '../../src/contracts/signature-text.ts';
import { systemClock } from '../../src/hub/system-ports.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { makeTillKeys, signerOf } from '../../src/sync/keys.ts';

export type ListenersOrder = { readonly hubUrl: string; readonly code: string; readonly listeners: number };
/** `lastAtMs`: wall time at which the last listener heard of a program. */
export type ListenersWord = { readonly word: 'ready' | 'heard'; readonly lastAtMs?: number };

const tell = (word: ListenersWord): boolean | undefined => process.send?.(word);
const noBody = createHash('sha256').update('').digest('hex');

process.once('message', async ({ hubUrl, code, listeners }: ListenersOrder) => {
  const keys = makeTillKeys();
  const enrolled = await enrol(hubUrl, code, keys.publicKey, {
    machine: 'bench',
    version: '0',
    clock: systemClock,
  });
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  const signer = signerOf(keys.privateKeyPem);
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  let heard = 0;
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const [timeMs, nonce] = [Math.round(systemClock.wallMs()), randomBytes(16).toString('hex')];
      const text = requestSignatureText({
        method: 'GET',
        target: '/v1/doorbell',
        bodySha256: noBody,
        timeMs,
        nonce,
      });
      const headers = {
        [signatureHeaders.till]: enrolled.value.till,
        [signatureHeaders.time]: String(timeMs),
        [signatureHeaders.nonce]: nonce,
        [signatureHeaders.signature]: signer.sign(text),
      };
      let begun = '';
      get(new URL('/v1/doorbell', hubUrl), { headers, agent }, (line) => {
        if (line.statusCode !== 200) return reject(new Error(`status ${line.statusCode}`));
        line.on('data', (chunk: Buffer) => {
          if (begun !== 'all') {
            begun += String(chunk);
            if (!begun.includes('"coupons"')) return;
            begun = 'all';
            return resolve();
          }
          if (!chunk.includes('"packs"')) return;
          heard += 1;
          if (heard % listeners === 0) tell({ word: 'heard', lastAtMs: Date.now() });
        });
      }).on('error', reject);
    });
  for (let open = 0; open < listeners; open += 50) {
    await Promise.all(Array.from({ length: Math.min(50, listeners - open) }, listen));
  }
  tell({ word: 'ready' });
});
