import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import { type DoorbellEvent, type Stream, streamSchema } from '../../../contracts/sync.ts';
import type { HubDatabase, Neighbours } from '../hub-database.ts';
import type { HubStore } from '../hub-store.ts';

const channel = 'kopilka_doorbell';
/** Streams are looked at so often besides, because a notice may be lost: the connection breaks, the database restarts. */
const lookEveryMs = 2_000;
/** Notices are gathered so long: one says as much as a hundred, and PostgreSQL lets one commit with a notice go at a time. */
const gatherMs = 20;
const connectAgainMs = 1_000;

const noticeSchema = z.object({
  chain: z.string(),
  node: z.string(),
  moved: z.array(z.tuple([streamSchema, z.int()])),
});
type Notice = z.infer<typeof noticeSchema>;

/**
 * Doorbells across the nodes on one PostgreSQL: LISTEN and NOTIFY carry them at once, looking at the cursors finds what
 * was lost. Never data: a notice only says which stream moved.
 */
export async function meetNeighbours(
  url: string,
  chainId: string,
  store: Pick<HubStore, 'cursors'>,
  heard: Parameters<HubDatabase['meet']>[0],
  failed: Parameters<HubDatabase['meet']>[1],
): Promise<Neighbours> {
  const node = randomUUID();
  const told = new Map<Stream, number>(Object.entries(await store.cursors()) as [Stream, number][]);
  const tell = (event: DoorbellEvent): void => {
    if ((told.get(event.stream) ?? 0) >= event.cursor) return;
    told.set(event.stream, event.cursor);
    heard(event);
  };
  const line = createLine(url, (notice) => {
    if (notice.chain !== chainId || notice.node === node) return;
    for (const [stream, cursor] of notice.moved) tell({ stream, cursor });
  });
  const gathered = new Map<Stream, number>();
  let gathering: NodeJS.Timeout | null = null;
  const send = (): void => {
    gathering = null;
    const notice: Notice = { chain: chainId, node, moved: [...gathered] };
    gathered.clear();
    line.send(JSON.stringify(notice));
  };
  let looking = Promise.resolve();
  const look = setInterval(() => {
    looking = looking
      .then(() => store.cursors())
      .then((cursors) => {
        for (const [stream, cursor] of Object.entries(cursors) as [Stream, number][])
          tell({ stream, cursor });
      })
      .catch(failed);
  }, lookEveryMs);
  return {
    announce({ stream, cursor }) {
      told.set(stream, Math.max(cursor, told.get(stream) ?? 0));
      gathered.set(stream, Math.max(cursor, gathered.get(stream) ?? 0));
      gathering ??= setTimeout(send, gatherMs);
    },
    async close() {
      clearInterval(look);
      if (gathering !== null) clearTimeout(gathering);
      await looking;
      await line.close();
    },
  };
}

/** A connection of its own that listens, and comes back by itself when it breaks. */
function createLine(url: string, hear: (notice: Notice) => void) {
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;
  let closed = false;
  const lost = (): void => {
    client = null;
    if (closed || again !== null) return;
    again = setTimeout(() => {
      again = null;
      connect();
    }, connectAgainMs);
  };
  const connect = (): void => {
    const next = new pg.Client({ connectionString: url, application_name: 'kopilka-doorbell' });
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', ({ payload }) => {
      const notice = noticeSchema.safeParse(parsed(payload ?? ''));
      if (notice.success) hear(notice.data);
    });
    next
      .connect()
      .then(() => next.query(`LISTEN ${channel}`))
      .then(() => {
        if (closed) return next.end();
        client = next;
        return undefined;
      })
      .catch(lost);
  };
  connect();
  return {
    send(text: string): void {
      client?.query('SELECT pg_notify($1, $2)', [channel, text]).catch(lost);
    },
    async close(): Promise<void> {
      closed = true;
      if (again !== null) clearTimeout(again);
      await client?.end();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
