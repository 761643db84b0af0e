import { dirname } from 'node:path';
import type { SeededNumbers } from '../support/seeded-numbers.ts';
import type { DiskEvent } from './trace.ts';

// A disk that keeps only what it was told to keep. What was written and not synced may be there after a cut or not,
// each sector for itself, the newest, an older or the durable content of it; names are durable when their folder was
// synced. This is less than any real file system promises.

const sectorBytes = 512;

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly size: number };

/** Bytes that grow. */
class Content {
  bytes: Buffer;
  size: number;

  constructor(bytes: Buffer = Buffer.alloc(0), size: number = bytes.length) {
    this.bytes = bytes;
    this.size = size;
  }

  apply(change: Change): void {
    if (change.kind === 'truncate') this.resize(change.size);
    else this.write(change.offset, change.bytes);
  }

  resize(size: number): void {
    if (size < this.size) this.bytes.fill(0, size, this.size);
    this.#reach(size);
    this.size = size;
  }

  write(offset: number, bytes: Buffer): void {
    this.#reach(offset + bytes.length);
    bytes.copy(this.bytes, offset);
    this.size = Math.max(this.size, offset + bytes.length);
  }

  #reach(size: number): void {
    if (size <= this.bytes.length) return;
    const larger = Buffer.alloc(Math.max(size, this.bytes.length * 2, 65_536));
    this.bytes.copy(larger, 0, 0, this.size);
    this.bytes = larger;
  }

  copy(): Content {
    return new Content(Buffer.from(this.bytes.subarray(0, this.size)));
  }

  toBuffer(): Buffer {
    return this.bytes.subarray(0, this.size);
  }
}

class DiskFile {
  readonly durable = new Content();
  pending: Change[] = [];

  sync(): void {
    for (const change of this.pending) this.durable.apply(change);
    this.pending = [];
  }
}

type NameChange = { readonly path: string; readonly file: DiskFile | null };

/**
 * What survives of what was not synced: `nothing`; `all`; `prefix`, the oldest changes up to one that is torn; `any`,
 * each sector of each change for itself.
 */
export type Cut = 'nothing' | 'all' | 'prefix' | 'any';
export const cuts: readonly Cut[] = ['nothing', 'all', 'prefix', 'any'];

/** Files after a cut, by path below the till's folder. */
export type DiskState = ReadonlyMap<string, Buffer>;

/** Replays a recording and says what a power cut could leave at any moment of it. */
export class Disk {
  readonly #names = new Map<string, DiskFile>();
  readonly #durableNames = new Map<string, DiskFile>();
  #pendingNames: NameChange[] = [];
  readonly #open = new Map<number, { readonly path: string; readonly file: DiskFile | null }>();

  /** The process is gone: its open files are, what it wrote is not. */
  endProcess(): void {
    this.#open.clear();
  }

  apply(event: DiskEvent): void {
    switch (event.kind) {
      case 'open':
        this.#opened(event);
        return;
      case 'write':
        this.#fileOf(event.fd).pending.push({ kind: 'write', offset: event.offset, bytes: event.bytes });
        return;
      case 'truncate':
        this.#fileOf(event.fd).pending.push({ kind: 'truncate', size: event.size });
        return;
      case 'sync':
        this.#sync(event.fd);
        return;
      case 'close':
        this.#open.delete(event.fd);
        return;
      case 'unlink':
        this.#rename(event.path, null);
        return;
      case 'rename':
        this.#rename(event.to, this.#names.get(event.from) ?? null);
        this.#rename(event.from, null);
        return;
      case 'socket':
        return;
    }
  }

  /** How many changes a cut could take now. */
  unsynced(): number {
    const changes = [...this.#names.values()].reduce((sum, file) => sum + file.pending.length, 0);
    return changes + this.#pendingNames.length;
  }

  /** What a cut could leave. The same numbers give the same state. */
  cut(how: Cut, chance: SeededNumbers): DiskState {
    const names = new Map(this.#durableNames);
    const kept = how === 'nothing' ? 0 : how === 'all' ? this.#pendingNames.length : undefined;
    // File systems keep a journal of names: they survive in their order.
    for (const { path, file } of this.#pendingNames.slice(
      0,
      kept ?? chance.below(this.#pendingNames.length + 1),
    )) {
      if (file === null) names.delete(path);
      else names.set(path, file);
    }
    return new Map([...names].map(([path, file]) => [path, survivor(file, how, chance).toBuffer()]));
  }

  #opened({ fd, path, truncates, isFolder }: Extract<DiskEvent, { kind: 'open' }>): void {
    if (isFolder) {
      this.#open.set(fd, { path, file: null });
      return;
    }
    let file = this.#names.get(path);
    if (file === undefined) {
      file = new DiskFile();
      this.#rename(path, file);
    } else if (truncates) file.pending.push({ kind: 'truncate', size: 0 });
    this.#open.set(fd, { path, file });
  }

  #fileOf(fd: number): DiskFile {
    const file = this.#open.get(fd)?.file;
    if (file === undefined || file === null) throw new Error(`the trace writes to unknown file ${fd}`);
    return file;
  }

  #rename(path: string, file: DiskFile | null): void {
    if (file === null) this.#names.delete(path);
    else this.#names.set(path, file);
    this.#pendingNames.push({ path, file });
  }

  #sync(fd: number): void {
    const opened = this.#open.get(fd);
    if (opened === undefined) throw new Error(`the trace syncs unknown file ${fd}`);
    if (opened.file !== null) {
      opened.file.sync();
      return;
    }
    const isHere = ({ path }: NameChange): boolean => {
      const folder = dirname(path);
      return (folder === '.' ? '' : folder) === opened.path;
    };
    for (const { path, file } of this.#pendingNames.filter(isHere)) {
      if (file === null) this.#durableNames.delete(path);
      else this.#durableNames.set(path, file);
    }
    this.#pendingNames = this.#pendingNames.filter((change) => !isHere(change));
  }
}

function survivor(file: DiskFile, how: Cut, chance: SeededNumbers): Content {
  const { durable, pending } = file;
  if (how === 'nothing' || pending.length === 0) return durable;
  const content = durable.copy();
  const last = how === 'prefix' ? chance.below(pending.length + 1) : pending.length;
  // Sizes are kept in the file system's own journal: shortening survives in its order.
  const truncates = pending.filter(({ kind }) => kind === 'truncate').length;
  let truncatesLeft = how === 'any' ? chance.below(truncates + 1) : truncates;
  const share = how === 'any' ? chance.pick([10, 50, 90]) : 100;
  pending.forEach((change, index) => {
    if (change.kind === 'truncate') {
      if (index < last && truncatesLeft > 0) content.apply(change);
      truncatesLeft -= 1;
    } else if (index < last && how !== 'any') content.apply(change);
    else if (index === last || how === 'any') tear(content, change, how === 'any' ? share : 50, chance);
  });
  return content;
}

/** Some sectors of a write. Torn writes end at sectors, wherever the write itself began. */
function tear(
  content: Content,
  { offset, bytes }: { readonly offset: number; readonly bytes: Buffer },
  share: number,
  chance: SeededNumbers,
): void {
  let at = offset;
  const end = offset + bytes.length;
  while (at < end) {
    const next = Math.min(end, (Math.floor(at / sectorBytes) + 1) * sectorBytes);
    if (chance.percent(share)) content.write(at, bytes.subarray(at - offset, next - offset));
    at = next;
  }
}
