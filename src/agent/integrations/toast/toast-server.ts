import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { inTime } from '../../in-time.ts';
import type { ToastConfig } from '../integrations-config.ts';
import type { IntegrationParts } from '../parts.ts';
import { createVendorServer, holdsToken, requestFaultStatus } from '../vendor-server.ts';
import { accountOf } from './accounts.ts';
import { accrue } from './accrue.ts';
import { rejected, type ToastAnswer } from './answer.ts';
import { inquire, searchAccounts } from './inquire.ts';
import { redeem } from './redeem.ts';
import { reverse } from './reverse.ts';
import { type CheckInformation, checkBodySchema, reverseBodySchema, searchBodySchema } from './schemas.ts';

/** The one endpoint that the vendor is told; which transaction it is stands in a header. */
export const toastPath = '/toast';

/** The platform waits half a second; a part of it is the way there and back. */
const answerWithinMs = 400;

const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** Toast's loyalty integration API, answered by the till's checkout. Not listening yet. */
export function createToastServer(parts: IntegrationParts, config: ToastConfig): FastifyInstance {
  const app = createVendorServer();
  app.addHook('onRequest', async (request, reply) => {
    const refused = refusedCaller(request, config);
    if (refused !== null) await reply.code(refused.status).send(refused.body);
  });
  app.setErrorHandler((error, request, reply) => {
    if (requestFaultStatus(error) === null) {
      parts.log('error', `Toast's ${header(request, 'toast-transaction-type')} failed`, error);
      return reply.code(500).send();
    }
    const { status, body } = rejected('ERROR_INVALID_INPUT_PROPERTIES');
    return reply.code(status).send(body);
  });
  app.post(toastPath, async (request, reply) => {
    const { status, body } = await answerInTime(parts, config, request);
    return reply.code(status).send(body);
  });
  return app;
}

/**
 * What asks the hub may wait for it. Then the platform is told to come again, and the work goes on: the same transaction
 * finds it done.
 */
function answerInTime(
  parts: IntegrationParts,
  config: ToastConfig,
  request: FastifyRequest,
): Promise<ToastAnswer> {
  const type = header(request, 'toast-transaction-type');
  let isLate = false;
  const work = answerTo(parts, config, request);
  work.catch((cause) => {
    if (isLate) parts.log('error', `Toast's ${type} failed behind its answer`, cause);
  });
  const late = (): ToastAnswer => {
    isLate = true;
    parts.log('warn', `Toast's ${type} took more than ${answerWithinMs} ms; it is asked to come again`);
    return { status: 500 };
  };
  return inTime(work, { timers: parts.timers, waitMs: answerWithinMs, late });
}

function refusedCaller(request: FastifyRequest, { token, restaurants }: ToastConfig): ToastAnswer | null {
  if (!holdsToken(request.headers.authorization, token)) return rejected('ERROR_INVALID_TOKEN');
  const restaurant = header(request, 'toast-restaurant-external-id');
  if (restaurants !== undefined && !restaurants.includes(restaurant)) {
    return rejected('ERROR_INVALID_RESTAURANT');
  }
  return null;
}

async function answerTo(
  parts: IntegrationParts,
  config: ToastConfig,
  request: FastifyRequest,
): Promise<ToastAnswer> {
  const guid = header(request, 'toast-transaction-guid');
  if (guid === '' || guid.length > 50) return rejected('ERROR_INVALID_INPUT_PROPERTIES');
  const withBody = async <Schema extends z.ZodType>(
    schema: Schema,
    run: (body: z.output<Schema>) => ToastAnswer | Promise<ToastAnswer>,
  ): Promise<ToastAnswer> => {
    const body = schema.safeParse(request.body);
    return body.success ? run(body.data) : rejected('ERROR_INVALID_INPUT_PROPERTIES');
  };
  const withCheck = (run: (check: CheckInformation) => ToastAnswer): Promise<ToastAnswer> =>
    withBody(checkBodySchema, async ({ checkTransactionInformation: check }) => {
      const member = accountOf(parts, check.loyaltyIdentifier ?? '');
      if (member.ok) await parts.before(member.value.id);
      return run(check);
    });
  switch (header(request, 'toast-transaction-type')) {
    case 'LOYALTY_SEARCH':
      return withBody(searchBodySchema, ({ searchTransactionInformation: { searchCriteria } }) =>
        searchAccounts(parts, config, searchCriteria.phone),
      );
    case 'LOYALTY_INQUIRE':
      return withCheck((check) => inquire(parts, config, check));
    case 'LOYALTY_REDEEM':
      return withCheck((check) => redeem(parts, config, guid, check));
    case 'LOYALTY_ACCRUE':
      return withCheck((check) => accrue(parts, config, guid, check));
    case 'LOYALTY_REVERSE':
      return withBody(reverseBodySchema, (body) => reverse(parts, guid, body.reverseTransactionInformation));
    default:
      return rejected('ERROR_INVALID_TOAST_TRANSACTION_TYPE');
  }
}
