import { describe, expect, it } from 'vitest';
import { operationOf } from '../../../src/agent/integrations/toast/operations.ts';
import type { CheckoutPorts } from '../../../src/checkout/ports.ts';
import { err } from '../../../src/shared/result.ts';
import { createManualTiming } from '../../support/manual-timing.ts';
import { recorded, send, type VendorRequest, withBody } from './vendor-calls.ts';
import { anna, openVendorTill } from './vendor-till.ts';

const search = recorded('toast/search');
const inquire = recorded('toast/inquire');
const redeem = recorded('toast/redeem');
const accrue = recorded('toast/accrue');
const reverseRedeem = recorded('toast/reverse-redeem');
const reverseAccrue = recorded('toast/reverse-accrue');
const accepted = { status: 200, body: { transactionStatus: 'ACCEPT' } };
const [discounts, points] = redeem.body.checkTransactionInformation.redemptions;
const { check } = accrue.body.checkTransactionInformation;

type AskPurchase = CheckoutPorts['askPurchase'];
type Opened = Awaited<ReturnType<typeof openVendorTill>>;
const held = ({ till }: Opened) => till.store.heldPoints('m1', null);
const balance = ({ till }: Opened): number | undefined => {
  const view = till.checkout.memberView('m1');
  return view.ok ? view.value.wallets[0]?.balance : undefined;
};

/** The same transaction about another check, account or offers. */
const changed = (request: VendorRequest, change: object): VendorRequest =>
  withBody(request, {
    checkTransactionInformation: { ...request.body.checkTransactionInformation, ...change },
  });
/** The same request as another transaction. */
const anew = (request: VendorRequest, guid: string): VendorRequest => ({
  ...request,
  headers: { ...request.headers, 'Toast-Transaction-GUID': guid },
});
/** The check with its selections at other prices. */
const sold = (...prices: number[]) => ({
  check: {
    ...check,
    selections: check.selections.map((one: object, index: number) => ({ ...one, price: prices[index] })),
  },
});

describe('a check of Toast', () => {
  it('goes from the search to the accrual and back, each transaction once', async () => {
    const opened = await openVendorTill();
    const { till, toast, logged } = opened;
    expect((await send(toast, search)).body).toEqual({
      searchResponse: {
        accounts: [{ identifier: 'm1', firstName: 'Анна', phone: '+7 900 000-10-01', pointsBalance: 500 }],
      },
      transactionStatus: 'ACCEPT',
    });
    const asked = (await send(toast, inquire)).body;
    expect(asked.checkResponse).toMatchObject({
      accountInfo: { identifier: 'm1', pointsBalance: 500 },
      offers: [
        {
          identifier: 'discounts',
          applicable: true,
          selectionType: 'MULTI_ITEM',
          amount: 2.4,
          itemApplication: [{ selectionIdentifier: check.selections[0].guid, amount: 2.4 }],
        },
        { identifier: 'points-main', applicable: true, selectionType: 'CHECK', amount: 11 },
      ],
      appliedRedemptions: [],
      rejectedRedemptions: [],
    });
    expect(till.store.openReceipts()).toEqual([]);

    const first = await send(toast, redeem);
    expect(first.body).toMatchObject({
      checkResponse: { appliedRedemptions: [discounts, points], rejectedRedemptions: [] },
      transactionStatus: 'ACCEPT',
    });
    expect(await send(toast, redeem)).toEqual(first);
    expect(held(opened)).toEqual({ main: 3 });

    const accrued = await send(toast, accrue);
    expect(accrued).toEqual(accepted);
    expect(await send(toast, accrue)).toEqual(accrued);
    expect(till.store.purchase(`toast:${check.guid}`)?.body).toMatchObject({
      member: 'm1',
      quote: { totals: { gross: 2200, discount: 240, paidWithPoints: 300, net: 1660 } },
    });
    expect([till.store.backlog().count, held(opened), balance(opened)]).toEqual([1, {}, 497]);

    // The points of an accrued check come back with the check, not before.
    const early = await send(toast, reverseRedeem);
    expect(early).toEqual({
      status: 400,
      body: { transactionStatus: 'ERROR_TRANSACTION_CANNOT_BE_REVERSED' },
    });
    for (let times = 0; times < 2; times += 1) expect(await send(toast, reverseAccrue)).toEqual(accepted);
    expect([till.store.backlog().count, balance(opened)]).toEqual([2, 500]);
    expect(await send(toast, reverseRedeem)).toEqual(accepted);
    const twice = await send(toast, anew(reverseAccrue, '3b1f0c58-0007-4a10-8f00-000000000007'));
    expect(twice.body.transactionStatus).toBe('ERROR_TRANSACTION_CANNOT_BE_REVERSED');
    expect([till.store.backlog().count, balance(opened)]).toEqual([2, 500]);
    expect(logged).toEqual([]);
  });

  it('may be given up before it is paid: its points are free again', async () => {
    const opened = await openVendorTill();
    await send(opened.toast, redeem);
    for (let times = 0; times < 2; times += 1)
      expect(await send(opened.toast, reverseRedeem)).toEqual(accepted);
    expect([held(opened), opened.till.store.openReceipts()]).toEqual([{}, []]);
    // Opened again, it is redeemed again.
    await send(opened.toast, anew(redeem, '3b1f0c58-0008-4a10-8f00-000000000008'));
    expect(held(opened)).toEqual({ main: 3 });
    expect(await send(opened.toast, accrue)).toEqual(accepted);
    expect(balance(opened)).toBe(497);
  });

  it('is answered in time while the hub hangs; what was asked for is done, and its repetition says so', async () => {
    const timers = createManualTiming();
    const { promise: hub, resolve: hubAnswers } = Promise.withResolvers<Awaited<ReturnType<AskPurchase>>>();
    const { promise: isAsked, resolve: hubIsAsked } = Promise.withResolvers<void>();
    const opened = await openVendorTill({
      timers,
      askPurchase: () => {
        hubIsAsked();
        return hub;
      },
    });
    const { till, toast, logged } = opened;
    expect(await send(toast, accrue)).toMatchObject({ status: 200 });
    const answer = send(toast, reverseAccrue);
    await isAsked;
    timers.pass(400);
    expect(await answer).toMatchObject({ status: 500 });
    expect(logged).toEqual([expect.stringMatching(/LOYALTY_REVERSE took more than 400 ms/)]);
    hubAnswers(err('no answer'));
    const booked = operationOf('accrue', String(accrue.headers['Toast-Transaction-GUID']));
    await expect.poll(() => till.store.returnsOf(booked), { timeout: 60_000 }).toHaveLength(1);
    expect(await send(toast, reverseAccrue)).toMatchObject(accepted);
    expect(till.store.returnsOf(booked)).toHaveLength(1);
  });

  it('accrues anew after its payment was changed', async () => {
    const opened = await openVendorTill();
    await send(opened.toast, accrue);
    await send(opened.toast, reverseAccrue);
    const again = anew(accrue, '3b1f0c58-0009-4a10-8f00-000000000009');
    for (let times = 0; times < 2; times += 1) expect(await send(opened.toast, again)).toEqual(accepted);
    expect([opened.till.store.backlog().count, balance(opened)]).toEqual([3, 497]);
  });

  it('is booked at what was paid where a manager took something off, with its points and without', async () => {
    const opened = await openVendorTill();
    const plain = changed(accrue, { redemptions: [], ...sold(400, 300) });
    expect((await send(opened.toast, plain)).body).toEqual({
      checkResponse: { userMessage: '+35' },
      transactionStatus: 'ACCEPT',
    });
    expect(opened.till.store.purchase(`toast:${check.guid}`)?.body.quote.totals).toMatchObject({
      gross: 70_000,
      discount: 0,
      net: 70_000,
    });
    const other = await openVendorTill();
    expect(await send(other.toast, changed(accrue, sold(7, 8)))).toEqual(accepted);
    expect(other.till.store.purchase(`toast:${check.guid}`)?.body.quote.totals).toMatchObject({
      discount: 0,
      net: 1500,
      paidWithPoints: 300,
    });
    expect(balance(other)).toBe(497);
  });

  it('that was given away is booked at nothing', async () => {
    const opened = await openVendorTill();
    expect(await send(opened.toast, changed(accrue, { redemptions: [], ...sold(0, 0) }))).toEqual(accepted);
    const booked = opened.till.store.purchase(`toast:${check.guid}`)?.body;
    expect(booked?.quote.totals).toMatchObject({ gross: 0, net: 0 });
    expect(balance(opened)).toBe(500);
  });

  it('of a guest is booked and earns nothing; an empty one is not booked', async () => {
    const { toast, till } = await openVendorTill();
    const guest = changed(accrue, { loyaltyIdentifier: null, redemptions: [] });
    expect(await send(toast, guest)).toEqual(accepted);
    expect(till.store.purchase(`toast:${check.guid}`)?.body).toMatchObject({
      member: null,
      quote: { totals: { net: 1660, discount: 0 } },
    });
    const empty = changed(anew(accrue, '3b1f0c58-000a-4a10-8f00-00000000000a'), {
      check: { ...check, selections: [] },
    });
    expect(await send(toast, empty)).toEqual(accepted);
    expect(till.store.backlog().count).toBe(1);
  });
});

describe('an offer that does not hold', () => {
  it.each([
    ['discounts of nothing', [{ ...discounts, itemApplication: [{ amount: 0 }] }], [1]],
    ['discounts at another amount', [{ ...discounts, itemApplication: [{ amount: 2.5 }] }]],
    ['more points than the rules allow', [{ ...points, amount: 12 }]],
    ['a part of a point', [{ ...points, amount: 0.5 }]],
    ['an offer nobody made', [{ ...points, identifier: 'free-lunch' }]],
    ['the same offer twice', [points, points]],
  ])('is rejected and keeps nothing: %s', async (_name, redemptions, selected = [0, 1]) => {
    const opened = await openVendorTill();
    const selections = selected.map((index) => check.selections[index]);
    const request = changed(redeem, { redemptions, check: { ...check, selections } });
    const answer = await send(opened.toast, request);
    expect(answer.body.transactionStatus).toBe('ACCEPT');
    expect(answer.body.checkResponse.rejectedRedemptions).toEqual([
      { redemption: expect.objectContaining(redemptions.at(-1) ?? {}), message: expect.any(String) },
    ]);
    expect([held(opened), opened.till.store.openReceipts()]).toEqual([{}, []]);
  });
});

describe('a refused transaction', () => {
  const other = (name: string, value: string): VendorRequest => ({
    ...inquire,
    headers: { ...inquire.headers, [name]: value },
  });
  it.each([
    ['another key', other('Authorization', 'x'), 400, 'ERROR_INVALID_TOKEN'],
    ['another restaurant', other('Toast-Restaurant-External-ID', 'x'), 400, 'ERROR_INVALID_RESTAURANT'],
    [
      'a transaction of another kind',
      other('Toast-Transaction-Type', 'LOYALTY_TRANSFER'),
      400,
      'ERROR_INVALID_TOAST_TRANSACTION_TYPE',
    ],
    ['no GUID', other('Toast-Transaction-GUID', ''), 400, 'ERROR_INVALID_INPUT_PROPERTIES'],
    [
      'no check',
      withBody(inquire, { checkTransactionInformation: {} }),
      400,
      'ERROR_INVALID_INPUT_PROPERTIES',
    ],
    [
      'an account nobody has',
      changed(inquire, { loyaltyIdentifier: '2900000000099' }),
      404,
      'ERROR_ACCOUNT_INVALID',
    ],
    ['no account', changed(redeem, { loyaltyIdentifier: null }), 404, 'ERROR_ACCOUNT_INVALID'],
    [
      'a search without a phone',
      withBody(search, { searchTransactionInformation: { searchCriteria: { lastName: 'Smith' } } }),
      404,
      'ERROR_ACCOUNT_INVALID',
    ],
    ['a reversal of nothing', reverseAccrue, 400, 'ERROR_TRANSACTION_DOES_NOT_EXIST'],
    [
      'points of a guest',
      changed(accrue, { loyaltyIdentifier: null }),
      400,
      'ERROR_INVALID_INPUT_PROPERTIES',
    ],
  ])('says in the words of the specification: %s', async (_name, request, status, word) => {
    const { toast, till, logged } = await openVendorTill({
      toast: { restaurants: ['76cb1b05-cb1e-4adf-863a-b2a94a5ecdcf'] },
    });
    expect(await send(toast, request)).toEqual({ status, body: { transactionStatus: word } });
    expect([till.store.backlog().count, logged]).toEqual([0, []]);
  });

  it('knows a blocked account, by its id and by its card', async () => {
    const { toast } = await openVendorTill({ members: [anna({ state: 'blocked' })] });
    for (const loyaltyIdentifier of ['m1', '2900000000018']) {
      const answer = await send(toast, changed(inquire, { loyaltyIdentifier }));
      expect(answer).toEqual({ status: 400, body: { transactionStatus: 'ERROR_ACCOUNT_INVALID' } });
    }
  });

  it('cannot take back what needs a manager', async () => {
    const opened = await openVendorTill({ bigReturnMinor: 1900 });
    await send(opened.toast, accrue);
    const answer = await send(opened.toast, reverseAccrue);
    expect(answer.body.transactionStatus).toBe('ERROR_TRANSACTION_CANNOT_BE_REVERSED');
    const booked = opened.till.store.purchase(`toast:${check.guid}`);
    expect([opened.till.store.returnsOf(booked?.id ?? ''), balance(opened)]).toEqual([[], 497]);
  });

  it('finds an account by the scanned card', async () => {
    const { toast } = await openVendorTill();
    const answer = await send(toast, changed(inquire, { loyaltyIdentifier: '2900000000018' }));
    expect(answer.body.checkResponse.accountInfo.identifier).toBe('m1');
  });

  it('asks to come again when too many accounts were asked for within a minute', async () => {
    const opened = await openVendorTill();
    for (let card = 0; card < 20; card += 1) opened.till.checkout.identify({ card: `29000000${card}` });
    const answer = await send(opened.toast, search);
    expect(answer).toEqual({ status: 500, body: null });
  });
});
