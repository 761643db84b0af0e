/** One call of the recorded agent, as `io-shim.c` wrote it down. Paths are below the till's folder; '' is the folder. */
export type DiskEvent =
  | {
      readonly kind: 'open';
      readonly fd: number;
      readonly path: string;
      readonly truncates: boolean;
      readonly isFolder: boolean;
    }
  | { readonly kind: 'write'; readonly fd: number; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'sync'; readonly fd: number }
  | { readonly kind: 'truncate'; readonly fd: number; readonly size: number }
  | { readonly kind: 'close'; readonly fd: number }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'socket'; readonly bytes: Buffer };

const headBytes = 24;
const truncatesFlag = 0o1000;
const folderFlag = 2 ** 32;

/** Reads the trace of one process. A kill may have cut its last record: that call never happened. */
export function readTrace(trace: Buffer, folder: string): DiskEvent[] {
  const events: DiskEvent[] = [];
  const relative = (path: string): string =>
    path.startsWith(folder) ? path.slice(folder.length).replace(/^\//, '') : path;
  let at = 0;
  while (at + headBytes <= trace.length) {
    const kind = trace.readUInt32LE(at);
    const fd = trace.readUInt32LE(at + 4);
    const offset = Number(trace.readBigUInt64LE(at + 8));
    const end = at + headBytes + Number(trace.readBigUInt64LE(at + 16));
    if (end > trace.length) break;
    events.push(eventOf(kind, fd, offset, trace.subarray(at + headBytes, end), relative));
    at = end;
  }
  return events;
}

function eventOf(
  kind: number,
  fd: number,
  offset: number,
  bytes: Buffer,
  relative: (path: string) => string,
): DiskEvent {
  const text = (): string => bytes.toString('utf8');
  switch (kind) {
    case 1:
      return {
        kind: 'open',
        fd,
        path: relative(text()),
        truncates: (offset & truncatesFlag) !== 0,
        isFolder: offset >= folderFlag,
      };
    case 2:
      return { kind: 'write', fd, offset, bytes };
    case 3:
      return { kind: 'sync', fd };
    case 4:
      return { kind: 'truncate', fd, size: offset };
    case 5:
      return { kind: 'close', fd };
    case 6:
      return { kind: 'unlink', path: relative(text()) };
    case 7: {
      const [from = '', to = ''] = text().split('\0');
      return { kind: 'rename', from: relative(from), to: relative(to) };
    }
    case 8:
      return { kind: 'socket', bytes };
    default:
      throw new Error(`the trace has a record of kind ${kind}`);
  }
}
