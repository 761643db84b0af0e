import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { importResultSchema } from '../../contracts/manage.ts';
import { type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { type HubCall, hubCall, hubOptions } from './hub-call.ts';
import { type CsvRow, type ImportKind, reasonByColumn, unknownColumns } from './import-columns.ts';

export const importOptions = {
  encoding: { help: 'encoding of the file, such as windows-1251', value: 'NAME', default: 'utf-8' },
  refused: { help: 'where refused rows go (default FILE.refused.csv)', value: 'FILE' },
  ...hubOptions,
} as const;

const batchRows = 2000;

type Counts = { read: number; accepted: number; refused: number };

/** Sends a CSV file to the hub batch by batch. Exit code 1 when rows were refused; they are in a file with reasons. */
export async function runImport(kind: ImportKind, context: CommandContext): Promise<number> {
  const [file, ...others] = context.positionals;
  if (file === undefined || others.length > 0) throw new UsageFailure('Give one CSV file.');
  const call = hubCall(context);
  const counts: Counts = { read: 0, accepted: 0, refused: 0 };
  const refused = createRefusedFile(context.text('refused') ?? `${file}.refused.csv`);
  let batch: CsvRow[] = [];
  const flush = async (): Promise<void> => {
    await sendBatch(kind, call, batch, counts, refused);
    batch = [];
    context.progress(
      `${kind.what}: ${counts.read} read, ${counts.accepted} taken, ${counts.refused} refused`,
    );
  };
  try {
    for await (const row of readCsv(kind, file, context)) {
      batch.push(row);
      counts.read += 1;
      if (batch.length >= batchRows) await flush();
    }
    if (batch.length > 0) await flush();
  } finally {
    await refused.close();
  }
  const refusedFile = counts.refused > 0 ? refused.path : null;
  if (context.json) context.out(JSON.stringify({ ...counts, refusedFile }));
  else {
    context.out(`${kind.what}: ${counts.read} read, ${counts.accepted} taken, ${counts.refused} refused.`);
    if (refusedFile !== null)
      context.error(`Refused rows are in ${refusedFile}. Mend them and import that file.`);
  }
  return counts.refused > 0 ? 1 : 0;
}

async function sendBatch(
  kind: ImportKind,
  call: HubCall,
  batch: readonly CsvRow[],
  counts: Counts,
  refused: RefusedFile,
): Promise<void> {
  const text = batch.map((row) => JSON.stringify(kind.toRow(row))).join('\n');
  const result = await call(kind.path, { type: 'application/x-ndjson', text }, importResultSchema);
  counts.accepted += result.accepted;
  counts.refused += result.refused.length;
  for (const refusal of result.refused) {
    const source = batch[refusal.row];
    if (source !== undefined) await refused.add(source, reasonByColumn(kind, refusal));
  }
}

/** Rows of the file by column name. Comma, semicolon or tab, whichever the header line has most of. */
async function* readCsv(kind: ImportKind, file: string, context: CommandContext): AsyncGenerator<CsvRow> {
  const encoding = context.must('encoding');
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new UsageFailure(`The encoding ${encoding} is not known here.`);
  }
  const delimiter = await firstLineDelimiter(file);
  const source = createReadStream(file);
  const parser = parse({
    delimiter,
    bom: true,
    skip_empty_lines: true,
    trim: true,
    columns: (header: string[]) => checkHeader(kind, header),
  });
  const decoded = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  };
  const reading = pipeline(source, decoded, parser, { signal: context.signal });
  // The same failure also ends the loop below; without a handler here it would count as unhandled.
  reading.catch(() => {});
  try {
    for await (const row of parser) yield row as CsvRow;
    await reading;
  } catch (cause) {
    if (cause instanceof UsageFailure || cause instanceof CommandFailure) throw cause;
    if (context.signal.aborted)
      throw new CommandFailure('Stopped. What was sent is in; run the import again.');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailure(`${file} cannot be read as CSV in ${encoding}: ${reason}`);
  }
}

function checkHeader(kind: ImportKind, header: readonly string[]): string[] {
  const columns = header.map((column) => column.trim()).filter((column) => column !== 'refused');
  const unknown = unknownColumns(kind, columns);
  if (unknown.length > 0) {
    const known = kind.columns
      .map((column) => (column.endsWith(':') ? `${column}WALLET` : column))
      .join(', ');
    throw new UsageFailure(`Unknown column ${unknown.join(', ')}. Columns of ${kind.what}: ${known}.`);
  }
  if (!kind.needsOneOf.some((column) => columns.includes(column))) {
    throw new UsageFailure(
      `The first line must name the columns, with ${kind.needsOneOf.join(' or ')} among them.`,
    );
  }
  return header.map((column) => column.trim());
}

async function firstLineDelimiter(file: string): Promise<string> {
  let head: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(file, { end: 8191 }))
      head = Buffer.concat([head, chunk as Buffer]);
  } catch {
    throw new CommandFailure(`${file} cannot be read. Check the path.`);
  }
  const line = head.toString('latin1').split(/\r?\n/)[0] ?? '';
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

type RefusedFile = {
  readonly path: string;
  readonly add: (row: CsvRow, reason: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The refused rows with a last column that says why; made with the first such row. */
function createRefusedFile(path: string): RefusedFile {
  let stream: WriteStream | null = null;
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const write = async (cells: readonly string[]): Promise<void> => {
    if (stream !== null && !stream.write(`${cells.map(quote).join(',')}\n`)) await once(stream, 'drain');
  };
  return {
    path,
    async add(row, reason) {
      const { refused: _earlier, ...columns } = row;
      if (stream === null) {
        stream = createWriteStream(path);
        await write([...Object.keys(columns), 'refused']);
      }
      await write([...Object.values(columns), reason]);
    },
    async close() {
      if (stream === null) return;
      stream.end();
      await once(stream, 'finish');
    },
  };
}
