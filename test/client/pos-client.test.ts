import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPosClient, type PosFailure } from '../../src/client/pos-client.ts';
import { answerProof, claimsOf, proofHeader, sha256Hex } from '../../src/contracts/call-proof.ts';
import type { Result } from '../../src/shared/result.ts';
import { servePosApi, tillStatus, token } from '../support/pos-server.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill, operationIdOf } from '../support/till-sale.ts';

async function openClient() {
  const till = openTestTill([memberRecord('m1', { cards: ['2900000000018'], lots: [pointsLot('a', 500)] })]);
  const { port } = await servePosApi(till.checkout);
  const url = `http://127.0.0.1:${port}`;
  return { till, url, client: createPosClient({ url, token, timeoutMs: 5000 }) };
}

const failureOf = <T>(result: Result<T, PosFailure>): PosFailure => {
  if (result.ok) throw new Error('this call must fail');
  return result.error;
};

describe('the typed client', () => {
  it('carries a sale from the card to the return', async () => {
    const { client } = await openClient();
    expect(accepted(await client.status()).mode).toBe('online');
    const found = accepted(await client.identify({ scan: '2900000000018' }));
    expect(found).toMatchObject({ result: 'member', member: { id: 'm1' } });
    const quote = accepted(await client.quote('P1', cart({ member: 'm1' })));
    const held = await client.hold('P1', { operationId: operationIdOf(1), wallet: 'main', points: 100 });
    expect(accepted(held).spendable).toBe(400);
    expect(accepted(await client.openReceipts()).receipts).toHaveLength(1);
    const sold = accepted(await client.confirm('P1', confirmRequest(2)));
    expect(sold.quote.totals).toEqual(quote.totals);
    const lines = [{ id: '1', quantity: 1 }];
    const preview = accepted(await client.previewReturn({ purchaseId: 'P1', lines }));
    const back = { operationId: operationIdOf(3), returnId: 'R1', purchaseId: 'P1', lines };
    expect(accepted(await client.takeReturn(back)).refundMinor).toBe(preview.refundMinor);
    accepted(await client.quote('P2', cart()));
    expect(accepted(await client.cancel('P2', { operationId: operationIdOf(4) })).state).toBe('cancelled');
    const enrolled = await client.enrolMember({
      operationId: operationIdOf(5),
      phone: '8 912 000-00-00',
      consent: { text: 'Да', version: '1', at: '2026-12-05T12:29:00+03:00' },
    });
    expect(accepted(await client.member(accepted(enrolled).member.id)).phoneMasked).toContain('00-00');
  });

  it('hands on refusals with what to tell the cashier', async () => {
    const { client, url } = await openClient();
    const refused = failureOf(await client.confirm('P9', confirmRequest(1)));
    expect(refused).toMatchObject({ code: 'unknown-purchase', status: 404 });
    expect(refused.cashierText).toMatch(/scan/i);
    const badCart = { ...cart(), lines: cart().lines.map((line) => ({ ...line, price: 0.5 })) };
    const invalid = failureOf(await client.quote('P8', badCart));
    expect(invalid).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'lines[0].price' }, { path: 'lines[1].price' }],
    });
    const stranger = createPosClient({ url, token: 'wrong', timeoutMs: 5000 });
    // Who has another token cannot tell the agent from a program that took its port.
    expect(failureOf(await stranger.status()).code).toBe('impostor');
  });

  it('reads the answers of a newer agent, and passes over what it does not know', async () => {
    const newer = createServer((request, response) => {
      const backlog = { count: 0, oldestAt: null, age: 1 };
      const text = JSON.stringify({ ...tillStatus, weather: 'fine', backlog });
      const nonce = claimsOf(request.headers.authorization)?.nonce ?? '';
      response.setHeader(proofHeader, answerProof(sha256Hex(token), nonce, 200, text));
      response.end(text);
    });
    await new Promise<void>((resolve) => newer.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void newer.close());
    const address = newer.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const client = createPosClient({ url: `http://127.0.0.1:${port}`, token, timeoutMs: 5000 });
    expect(accepted(await client.status())).toEqual(tillStatus);
  });

  it('says so within its time when nobody answers, and when somebody else does', async () => {
    const hanging = createServer(() => undefined);
    const other = createServer((_request, response) => response.end('hello'));
    const ports: number[] = [];
    for (const server of [hanging, other]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => server.closeAllConnections());
      onTestFinished(() => void server.close());
      const address = server.address();
      ports.push(typeof address === 'object' && address !== null ? address.port : 0);
    }
    const call = async (port: number | undefined) =>
      failureOf(await createPosClient({ url: `http://127.0.0.1:${port}`, token }).status());
    const startMs = performance.now();
    expect((await call(ports[0])).code).toBe('timeout');
    expect(performance.now() - startMs).toBeLessThan(2000);
    expect((await call(ports[1])).code).toBe('impostor');
    expect((await call(1)).code).toBe('unreachable');
  });

  it('waits longer for a return, which the till asks the hub about', async () => {
    const slow = createServer((_request, response) => setTimeout(() => response.end('hello'), 600));
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void slow.close());
    const address = slow.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const client = createPosClient({ url: `http://127.0.0.1:${port}`, token });
    const lines = [{ id: '1', quantity: 1 }];
    const preview = await client.previewReturn({ purchaseId: 'P1', lines });
    const operationId = '01890a5d-ac96-774b-bcce-b302099a8057';
    const taken = await client.takeReturn({ operationId, returnId: 'R1', purchaseId: 'P1', lines });
    // An answer came, though of somebody else; a cart is given up long before.
    expect([failureOf(preview).code, failureOf(taken).code]).toEqual(['impostor', 'impostor']);
    expect(failureOf(await client.status()).code).toBe('timeout');
  });
});
