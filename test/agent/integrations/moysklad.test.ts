import { describe, expect, it } from 'vitest';
import { page } from '../../support/till-fixtures.ts';
import { recorded, send, type VendorRequest, withBody } from './vendor-calls.ts';
import { anna, openVendorTill } from './vendor-till.ts';

const search = recorded('moysklad/search');
const detail = recorded('moysklad/detail');
const earning = recorded('moysklad/recalc-earning');
const spending = recorded('moysklad/recalc-spending');
const sale = recorded('moysklad/sale');
const back = recorded('moysklad/return');
const create = recorded('moysklad/create');
const stranger = {
  meta: { href: '', id: '11111111-7ffd-11e6-8a84-bae500000057' },
  phone: '+7 999 111 22 33',
};
const [milk] = spending.body.positions;

type Opened = Awaited<ReturnType<typeof openVendorTill>>;
const balance = ({ till }: Opened): number | undefined => {
  const view = till.checkout.memberView('m1');
  return view.ok ? view.value.wallets[0]?.balance : undefined;
};
const purchaseOf = ({ till }: Opened, request: VendorRequest = sale) =>
  till.store.purchase(`moysklad:${request.body.meta.id}`)?.body;

describe('a sale of MoySklad', () => {
  it('that was made is booked with its member, however many others were looked up in the minute', async () => {
    const opened = await openVendorTill();
    const { till, moysklad } = opened;
    const codes = Array.from({ length: 21 }, (_, n) =>
      till.checkout.identify({ card: `29000001${10000 + n}` }),
    );
    expect(codes.filter(({ ok }) => !ok)).toHaveLength(1);
    expect((await send(moysklad, sale)).status).toBe(201);
    expect(purchaseOf(opened)?.member).toBe('m1');
  });

  it('is looked up as often as at a till of its own, whatever other points of sale ask', async () => {
    const { till, moysklad } = await openVendorTill();
    const asked = (store: string, card: number) =>
      send(moysklad, { ...search, path: `/counterparty?search=${card}&retailStoreId=${store}` });
    const statuses: number[] = [];
    for (let card = 29000000001; card <= 29000000021; card += 1)
      statuses.push((await asked('first', card)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
    expect((await asked('second', 29000000021)).status).toBe(200);
    expect(till.checkout.identify({ card: '29000000021' }).ok).toBe(true);
  });

  it('goes from the search to the booked sale and back, each document once', async () => {
    const opened = await openVendorTill();
    const { till, moysklad, logged } = opened;
    expect(await send(moysklad, search)).toEqual({
      status: 200,
      body: {
        rows: [
          {
            id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
            name: 'Анна',
            discountCardNumber: '2900000000018',
          },
        ],
      },
    });
    expect(await send(moysklad, detail)).toEqual({
      status: 200,
      body: { bonusProgram: { agentBonusBalance: 500 } },
    });

    const asked = await send(moysklad, earning);
    expect(asked).toMatchObject({
      status: 200,
      body: {
        positions: [{ discountPercent: 20, discountedPrice: 71.92 }, { discountedPrice: 149.9 }],
        bonusProgram: { transactionType: 'EARNING', bonusValueToSpend: 0, agentBonusBalanceAfter: 519 },
      },
    });
    const quoted = await send(moysklad, spending);
    expect(quoted).toEqual({
      status: 200,
      body: {
        agent: spending.body.agent,
        positions: [
          { ...spending.body.positions[0], discountPercent: 40.19, discountedPrice: 53.77 },
          { ...spending.body.positions[1], discountPercent: 25.24, discountedPrice: 112.07 },
        ],
        bonusProgram: {
          transactionType: 'SPENDING',
          agentBonusBalance: 500,
          bonusValueToSpend: 100,
          bonusValueToEarn: 14,
          agentBonusBalanceAfter: 414,
          paidByBonusPoints: 100,
        },
        needVerification: false,
      },
    });
    expect(till.store.openReceipts()).toEqual([]);
    expect(balance(opened)).toBe(500);

    for (let times = 0; times < 2; times += 1) {
      expect(await send(moysklad, sale)).toEqual({ status: 201, body: null });
      expect(till.store.backlog().count).toBe(1);
      expect(balance(opened)).toBe(414);
    }
    expect(purchaseOf(opened)).toMatchObject({
      member: 'm1',
      receipt: { at: '2026-12-05T09:31:00.000Z' },
      quote: { totals: { net: 29_624, paidWithPoints: 10_000 }, applied: [{ promotion: 'milk-20' }] },
      tenders: [
        { type: 'cash', amount: 20_000 },
        { type: 'card', amount: 9624 },
      ],
    });

    for (let times = 0; times < 2; times += 1) {
      expect(await send(moysklad, back)).toEqual({ status: 201, body: null });
      expect(till.store.backlog().count).toBe(2);
      expect(balance(opened)).toBe(500);
    }
    expect(logged).toEqual([]);
  });

  it('splits a position whose net its units do not divide, and knows its parts again', async () => {
    const opened = await openVendorTill();
    const { moysklad } = opened;
    const one = withBody(spending, { positions: [milk], preferredBonusToSpend: 101 });
    const { positions } = (await send(moysklad, one)).body;
    expect(positions).toMatchObject([
      { quantity: 1, discountedPrice: 38.26, sn: [{ name: '7895541' }] },
      { quantity: 2, discountedPrice: 38.25, sn: [{ name: '7895542' }, { name: '7895543' }] },
    ]);
    const split = withBody(sale, {
      positions,
      bonusProgram: { bonusValueToSpend: 101 },
      cashSum: 114.76,
      noCashSum: 0,
    });
    expect((await send(moysklad, split)).status).toBe(201);
    expect(purchaseOf(opened)?.receipt.lines).toMatchObject([{ sku: 'milk', quantity: 3 }]);
    expect(purchaseOf(opened)?.quote.applied).toHaveLength(1);
    expect((await send(moysklad, withBody(back, { positions: [milk] }))).status).toBe(201);
    expect(balance(opened)).toBe(500);
  });

  it('is booked at what was paid where the program says another sum', async () => {
    const opened = await openVendorTill();
    const dearer = withBody(sale, { bonusProgram: {}, cashSum: 300, noCashSum: 0 });
    expect((await send(opened.moysklad, dearer)).status).toBe(201);
    expect(purchaseOf(opened)?.quote.totals).toMatchObject({ gross: 30_000, discount: 0, net: 30_000 });
    expect(balance(opened)).toBe(515);
  });

  it('takes the points that were taken, also where the money is another', async () => {
    const opened = await openVendorTill();
    const cheaper = withBody(sale, { cashSum: 180, noCashSum: 0 });
    expect((await send(opened.moysklad, cheaper)).status).toBe(201);
    expect(purchaseOf(opened)?.quote.totals).toMatchObject({
      discount: 0,
      net: 18_000,
      paidWithPoints: 10_000,
    });
    expect(balance(opened)).toBe(409);
  });

  it('refuses points that the member does not have, whatever the register took', async () => {
    const opened = await openVendorTill({ members: [anna({ lots: [] })] });
    expect(await send(opened.moysklad, sale)).toMatchObject({
      status: 412,
      body: { errors: [{ error: expect.stringContaining('tenders-mismatch'), parameter: 'tenders' }] },
    });
    expect(opened.till.store.backlog().count).toBe(0);
  });
});

describe('a customer of MoySklad', () => {
  const consent = { text: 'Согласен на обработку данных', version: '1' };

  it('is enrolled once, with the consent of the till, and found by the id alone', async () => {
    const { till, moysklad } = await openVendorTill({ moysklad: { consent } });
    for (let times = 0; times < 2; times += 1) {
      expect(await send(moysklad, create)).toEqual({ status: 201, body: null });
      till.clock.advance(1000);
    }
    expect(till.store.memberCount()).toBe(2);
    const { retailStore, meta } = create.body;
    const bare = withBody(detail, { ...anonymous, retailStore, meta });
    expect((await send(moysklad, bare)).body).toEqual({ bonusProgram: { agentBonusBalance: 0 } });
  });

  it('is not enrolled without a consent, a phone, or with a card of another kind', async () => {
    const closed = await openVendorTill();
    const refusedBy = async ({ moysklad }: Opened, request: VendorRequest) => {
      const { status, body } = await send(moysklad, request);
      return [status, body.errors[0].parameter];
    };
    expect(await refusedBy(closed, create)).toEqual([412, 'consent']);
    const open = await openVendorTill({ moysklad: { consent } });
    expect(await refusedBy(open, withBody(create, { phone: null }))).toEqual([412, 'phone']);
    const card = withBody(create, { discountCardNumber: 'MTIzNDU2Nzg5MA' });
    expect(await refusedBy(open, card)).toEqual([412, 'card']);
  });

  it('stands in no line of the log, whatever fails behind the search for a card or a phone', async () => {
    const { till, logged, moysklad } = await openVendorTill();
    till.store.close();
    const phone = search.path?.replace('2900000000018', '%2B79000001001') ?? '';
    for (const path of [search.path ?? '', phone]) {
      expect(await send(moysklad, { ...search, path })).toMatchObject({ status: 500 });
    }
    expect(logged).toHaveLength(2);
    expect(logged.filter((line) => /0000018|0001001/.test(line))).toEqual([]);
  });

  it('is known by the id alone again once two records became one, from the next call with the card on', async () => {
    const { till, moysklad } = await openVendorTill();
    const { retailStore, meta } = detail.body;
    const bare = { ...detail, body: { retailStore, meta } };
    const known = { status: 200, body: { bonusProgram: { agentBonusBalance: 500 } } };
    expect(await send(moysklad, detail)).toEqual(known);
    expect(await send(moysklad, bare)).toEqual(known);
    const changes = [
      { cursor: 2, key: 'm1', body: null },
      { cursor: 3, key: 'm7', body: { ...anna(), id: 'm7' } },
    ];
    till.store.sync.apply(page('members', [], { changes, cursor: 3 }));
    expect((await send(moysklad, bare)).status).toBe(404);
    expect(await send(moysklad, detail)).toEqual(known);
    expect(await send(moysklad, bare)).toEqual(known);
  });

  it('that nobody here knows buys as a guest, and has no points to take', async () => {
    const opened = await openVendorTill();
    const { moysklad } = opened;
    const path = search.path?.replace('2900000000018', '2900000000099') ?? '';
    expect((await send(moysklad, { ...search, path })).body).toEqual({ rows: [] });
    expect((await send(moysklad, withBody(detail, { ...anonymous, ...stranger }))).status).toBe(404);
    const quoted = await send(moysklad, withBody(spending, { agent: stranger }));
    expect(quoted.body.bonusProgram).toMatchObject({ agentBonusBalance: 0, bonusValueToSpend: 0 });
    expect(quoted.body.positions[0].discountedPrice).toBe(71.92);
    expect(await send(moysklad, withBody(sale, { agent: stranger }))).toMatchObject({
      status: 404,
      body: { errors: [{ error: expect.stringContaining('unknown-member') }] },
    });
    const plain = withBody(sale, { agent: stranger, bonusProgram: null, cashSum: 396.24, noCashSum: null });
    expect((await send(moysklad, plain)).status).toBe(201);
    expect(purchaseOf(opened)).toMatchObject({
      member: null,
      quote: { applied: [{ promotion: 'milk-20' }] },
    });
  });
});

/** Nothing by which a person could be found but the id. */
const anonymous = { discountCardNumber: null, phone: null };

describe('a refused call of MoySklad', () => {
  it('has the shape of the vendor, and tells the cashier what to do', async () => {
    const { moysklad } = await openVendorTill({ members: [anna({ state: 'blocked' })] });
    expect(await send(moysklad, spending)).toEqual({
      status: 412,
      body: {
        errors: [
          {
            error: expect.stringMatching(/^member-blocked: /),
            code: 409,
            error_message: expect.stringMatching(/[а-я]/),
          },
        ],
      },
    });
  });

  it.each([
    ['no key', { ...spending, headers: { 'content-type': 'application/json' } }, 401],
    [
      'another key',
      { ...spending, headers: { ...spending.headers, 'Lognex-Discount-API-Auth-Token': 'x' } },
      401,
    ],
    ['no positions', withBody(spending, { positions: [] }), 412],
    ['a quantity of nothing', withBody(spending, { positions: [{ ...milk, quantity: 0 }] }), 412],
    ['a moment that is none', withBody(sale, { moment: 'вчера' }), 412],
    ['a call that is not answered', { ...spending, path: '/retaildemand/verify' }, 404],
    ['a return of a sale that only the absent hub may know', back, 503],
  ])('is refused: %s', async (_name, request, status) => {
    const { moysklad, logged, till } = await openVendorTill();
    const answer = await send(moysklad, request);
    expect([answer.status, answer.body.errors.length]).toEqual([status, 1]);
    expect([logged, till.store.backlog().count]).toEqual([[], 0]);
  });

  it('comes from a point of sale that the till does not serve', async () => {
    const { moysklad } = await openVendorTill({ moysklad: { retailStores: ['another'] } });
    for (const request of [search, spending, sale]) {
      expect((await send(moysklad, request)).body.errors[0].parameter).toBe('retailStore.meta.id');
    }
  });

  it('asks for a manager where much comes back, whom this protocol cannot ask', async () => {
    const opened = await openVendorTill({ bigReturnMinor: 30_000 });
    await send(opened.moysklad, sale);
    const answer = await send(opened.moysklad, back);
    expect(answer.status).toBe(412);
    expect(answer.body.errors[0].error).toMatch(/^manager-pin-needed: /);
    expect(balance(opened)).toBe(414);
  });

  it('is not a return without a sale: it is taken, moves nothing, and an operator can read of it', async () => {
    const { moysklad, logged, till } = await openVendorTill();
    expect((await send(moysklad, withBody(back, { demand: null }))).status).toBe(201);
    expect(logged).toEqual([expect.stringContaining(back.body.meta.id)]);
    expect(till.store.backlog().count).toBe(0);
  });
});
