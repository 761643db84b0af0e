import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type MemberSnapshot,
  memberSnapshotSchema,
  type SignedSnapshot,
  SNAPSHOT_CHUNK_BYTES,
  snapshotSignatureText,
} from '../../contracts/member-snapshot.ts';
import type { MemberRecord } from '../../contracts/sync.ts';
import { writeDurably } from '../../sqlite/write-durably.ts';
import type { HubParts } from '../api/hub-parts.ts';
import { pullStream } from '../api/pull-stream.ts';
import type { MemberSnapshots } from './snapshots.ts';
import { hashChunks, writeSnapshotFile } from './write-snapshot.ts';

export type SnapshotParts = Pick<HubParts, 'store' | 'chain' | 'programs' | 'clock' | 'secrets' | 'log'>;
/** What lies beside the file. `heads`: how far each till's journal was contained when the making ended. */
type Kept = {
  readonly signed: Omit<SignedSnapshot, 'hubTimeMs'>;
  readonly heads: Readonly<Record<string, { readonly epoch: number; readonly headSequence: number }>>;
};

const membersAtATime = 1000;
/** No till: a page then holds nothing of anybody's own journal. */
const nobody = { id: '', storeId: '' };

/** The ready file with all members that new tills fetch instead of pulling a million records. In `folder`. */
export function createMemberSnapshots(parts: SnapshotParts, folder: string): MemberSnapshots {
  const [file, about] = [join(folder, 'members.sqlite'), join(folder, 'members.json')];
  let kept = readKept(file, about);
  let wanted = 0;
  let building: Promise<MemberSnapshot | null> | null = null;
  const forget = (): void => {
    wanted += 1;
    kept = null;
    for (const path of [about, file, `${file}.part`]) rmSync(path, { force: true });
  };
  const manifest = (): MemberSnapshot | null => {
    if (kept === null) return null;
    const made = memberSnapshotSchema.safeParse(JSON.parse(kept.signed.manifest));
    return made.success && made.data.generation === parts.chain.generation ? made.data : null;
  };
  const build = async (): Promise<MemberSnapshot | null> => {
    const mine = wanted;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = await makeFile(parts, `${file}.part`, () => mine === wanted);
    if (made === null) return null;
    const heads = Object.fromEntries(
      (await parts.store.tills()).map(({ id, epoch, headSequence }) => [id, { epoch, headSequence }]),
    );
    if (mine !== wanted) return null;
    kept = null;
    rmSync(about, { force: true });
    await rename(`${file}.part`, file);
    const next: Kept = { signed: signSnapshot(parts, made), heads };
    writeDurably(about, JSON.stringify(next));
    kept = next;
    const { members, bytes, cursor } = made;
    parts.log.info({ members, bytes, cursor }, 'a file with all members is ready for new tills');
    return made;
  };
  return {
    manifest,
    forget,
    build() {
      building ??= build().finally(() => {
        building = null;
      });
      return building;
    },
    async offer({ id, epoch }) {
      const made = manifest();
      if (kept === null || made === null) return null;
      // Erased at another node of the chain.
      if ((await parts.store.erasures()).some(({ atMs }) => atMs >= made.asOfMs)) {
        forget();
        return null;
      }
      // What the file holds of a till's journal is another part of it in every record: only one that it holds nothing of may use it.
      const head = kept.heads[id];
      const holdsNothing = head === undefined || head.epoch < epoch || head.headSequence === 0;
      return holdsNothing ? kept.signed : null;
    },
    chunk: async (id, index) => (kept?.signed.id === id ? readChunk(file, index) : null),
    async stop() {
      wanted += 1;
      await building?.catch(() => null);
    },
  };
}

/** Null when `isWanted` says no in between. */
async function makeFile(
  parts: SnapshotParts,
  path: string,
  isWanted: () => boolean,
): Promise<MemberSnapshot | null> {
  const { id: chain, generation } = parts.chain;
  const asOfMs = Math.floor(parts.clock.wallMs());
  const file = await writeSnapshotFile(path);
  try {
    let cursor = 0;
    for (let more = true; more; ) {
      const startedMs = performance.now();
      const page = await pullStream(parts, nobody, { stream: 'members', cursor, limit: membersAtATime });
      file.put(page.changes.map(({ key, body }) => ({ id: key, record: body as MemberRecord | null })));
      more = page.changes.length > 0;
      cursor = page.cursor;
      // Tills have at least as much of the thread.
      if (more) await pause(performance.now() - startedMs);
      if (!isWanted()) return null;
    }
    const members = file.finish();
    return { format: 2, chain, generation, cursor, members, asOfMs, ...(await hashChunks(path)) };
  } finally {
    file.abandon();
    if (!isWanted()) rmSync(path, { force: true });
  }
}

function signSnapshot(parts: SnapshotParts, made: MemberSnapshot): Kept['signed'] {
  const manifest = JSON.stringify(made);
  const { signingKey } = parts.secrets;
  return {
    id: createHash('sha256').update(manifest).digest('hex'),
    manifest,
    signature: signingKey.sign(snapshotSignatureText(manifest)),
    keyId: signingKey.id,
  };
}

function readKept(file: string, about: string): Kept | null {
  if (!existsSync(file) || !existsSync(about)) return null;
  return JSON.parse(readFileSync(about, 'utf8')) as Kept;
}

async function readChunk(path: string, index: number): Promise<Buffer | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const buffer = Buffer.alloc(SNAPSHOT_CHUNK_BYTES);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, index * buffer.length);
    return bytesRead === 0 ? null : buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
