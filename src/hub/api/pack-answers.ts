import { promisify } from 'node:util';
import { constants, gzip, zstdCompress } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const inZstd = promisify(zstdCompress);
const inGzip = promisify(gzip);
/** What fits in a packet or so gains nothing. */
const leastBytes = 1_400;
const routes: ReadonlySet<string> = new Set([
  '/v1/push',
  '/v1/pull',
  '/v1/snapshot/members',
  '/v1/snapshot/members/:id',
]);

/** Long answers to tills are packed where the till says it can unpack them: zstd before gzip, off the thread. */
export function packAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const accepted = request.headers['accept-encoding'];
    if (accepted === undefined || !routes.has(request.routeOptions.url ?? '')) return payload;
    if (!(typeof payload === 'string' || Buffer.isBuffer(payload)) || payload.length < leastBytes)
      return payload;
    const coding = ['zstd', 'gzip'].find((name) => accepted.includes(name));
    if (coding === undefined) return payload;
    reply.header('content-encoding', coding).header('vary', 'accept-encoding').removeHeader('content-length');
    return coding === 'zstd'
      ? inZstd(payload, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
      : inGzip(payload, { level: 1 });
  });
}
