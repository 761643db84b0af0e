import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { type Refusal, refusal } from '../../../contracts/refusal.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { refusalOfError } from '../../pos-api/problem-answer.ts';
import type { MoyskladConfig } from '../integrations-config.ts';
import { createMemberLinks } from '../member-links.ts';
import { parseOurs } from '../parse-ours.ts';
import type { IntegrationParts } from '../parts.ts';
import { createVendorServer, holdsToken, requestFaultStatus } from '../vendor-server.ts';
import { type Customers, createCustomers } from './customers.ts';
import { type MoyskladAnswer, refusedAnswer } from './errors.ts';
import { recalc } from './recalc.ts';
import { bookMoyskladSale } from './sale.ts';
import { bookMoyskladReturn } from './sales-return.ts';
import { counterpartySchema, recalcSchema, saleSchema, salesReturnSchema, searchSchema } from './schemas.ts';

/** The base address of the loyalty system ends with this, so that a proxy can tell the vendors apart. */
export const moyskladBase = '/moysklad';
/** Where the vendor puts its key; header names come in small letters. */
const tokenHeader = 'lognex-discount-api-auth-token';

type Outcome = Result<unknown, Refusal> | Promise<Result<unknown, Refusal>>;
type Call<Body> = {
  readonly status: number;
  readonly run: (body: Body, customers: Customers) => Outcome;
};

type Answer = (outcome: Result<unknown, Refusal>, status: number) => MoyskladAnswer;

/** Customers as a point of sale sees them: the look-ups of one do not use up those of another. */
function customersByStore(parts: IntegrationParts, config: MoyskladConfig) {
  const links = createMemberLinks(parts, 'moysklad');
  const { checkout } = parts;
  return (store: string | null | undefined): Customers => {
    const own = store == null ? {} : checkout.lookUpsAt(store);
    return createCustomers({ ...parts, checkout: { ...checkout, ...own } }, config, links);
  };
}

/** Calls without the key, faults of ours, and calls that are not here. */
function refuseStrangers(
  app: FastifyInstance,
  parts: IntegrationParts,
  config: MoyskladConfig,
  answer: Answer,
): void {
  app.addHook('onRequest', async (request, reply) => {
    if (holdsToken(request.headers[tokenHeader], config.token)) return;
    const refused = answer(err(refusal('unauthorized', `Send ${tokenHeader}.`)), 401);
    await reply.code(refused.status).send(refused.body);
  });
  app.setErrorHandler((error, request, reply) => {
    // Behind the path of a search stands whom it looks for.
    const [path] = request.url.split('?');
    if (requestFaultStatus(error) === null) parts.log('error', `MoySklad's ${path} failed`, error);
    const { status, body } = answer(err(refusalOfError(error)), 500);
    return reply.code(status).send(body);
  });
  app.setNotFoundHandler((_request, reply) => {
    const { status, body } = answer(err(refusal('not-found', 'The till does not answer this call.')), 404);
    return reply.code(status).send(body);
  });
}

/** MoySklad's Loyalty API 1.0, answered by the till's checkout. Not listening yet. */
export function createMoyskladServer(parts: IntegrationParts, config: MoyskladConfig): FastifyInstance {
  const app = createVendorServer();
  const customersOf = customersByStore(parts, config);
  const answer: Answer = (outcome, status) =>
    outcome.ok
      ? { status, ...(outcome.value === null ? {} : { body: outcome.value }) }
      : refusedAnswer(outcome.error, parts.language());

  refuseStrangers(app, parts, config, answer);
  app.get(`${moyskladBase}/counterparty`, (request, reply) => {
    const given = parseOurs(searchSchema, request.query);
    const open = given.ok ? allowed(config, given.value.retailStoreId) : given;
    const found =
      given.ok && open.ok ? customersOf(given.value.retailStoreId).search(given.value.search) : open;
    const { status, body } = answer(found, 200);
    return reply.code(status).send(body);
  });
  const post = <Schema extends z.ZodType<{ retailStore: { meta: { id?: string | null | undefined } } }>>(
    path: string,
    schema: Schema,
    call: Call<z.output<Schema>>,
  ): void => {
    app.post(moyskladBase + path, async (request, reply) => {
      const given = parseOurs(schema, request.body);
      const open = given.ok ? allowed(config, given.value.retailStore.meta.id) : given;
      const outcome =
        given.ok && open.ok
          ? await call.run(given.value, customersOf(given.value.retailStore.meta.id))
          : open;
      const { status, body } = answer(outcome, call.status);
      return reply.code(status).send(body);
    });
  };
  post('/counterparty', counterpartySchema, {
    status: 201,
    run: (given, customers) => customers.create(given),
  });
  post('/counterparty/detail', counterpartySchema, {
    status: 200,
    run: (given, customers) => customers.detail(given),
  });
  const before = async (member: ReturnType<Customers['memberOf']>): Promise<void> => {
    if (member.ok) await parts.before(member.value);
  };
  post('/retaildemand/recalc', recalcSchema, {
    status: 200,
    run: (given, customers) =>
      before(customers.memberOf(given.agent)).then(() => recalc(parts, config, customers, given)),
  });
  post('/retaildemand', saleSchema, {
    status: 201,
    run: (given, customers) =>
      before(customers.memberOfSale(given.agent)).then(() =>
        bookMoyskladSale(parts, config, customers, given),
      ),
  });
  post('/retailsalesreturn', salesReturnSchema, {
    status: 201,
    run: (given) => bookMoyskladReturn(parts, given),
  });
  return app;
}

function allowed({ retailStores }: MoyskladConfig, id: string | null | undefined): Result<null, Refusal> {
  if (retailStores === undefined || retailStores.includes(id ?? '')) return ok(null);
  const message = `This till does not serve the point of sale ${id ?? ''}.`;
  return err(refusal('invalid', message, [{ path: 'retailStore.meta.id', message }]));
}
