/** What SQLite stores. Numbers must be safe integers or finite reals; booleans are the caller's 0 and 1. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** Values of `?` in order, or of `:name` by name. */
export type SqliteParameters = readonly SqliteValue[] | Readonly<Record<string, SqliteValue>>;

/**
 * Reading. `Row` states the columns of the statement; tables are STRICT, so a column holds what its type says.
 * Statements are prepared once per SQL text: keep the texts constant and pass values as parameters.
 */
export interface SqliteReader {
  /** The first row, or undefined. */
  get<Row extends object>(sql: string, parameters?: SqliteParameters): Row | undefined;
  all<Row extends object>(sql: string, parameters?: SqliteParameters): Row[];
  /** Rows one by one, for results too large to hold. Nothing may be written before the iterator is done. */
  iterate<Row extends object>(sql: string, parameters?: SqliteParameters): IterableIterator<Row>;
}

/** Writing exists only inside a transaction, so that no half of a business fact can be left behind. */
export interface SqliteWriter extends SqliteReader {
  /** Runs one statement; answers how many rows it inserted, changed or deleted. */
  run(sql: string, parameters?: SqliteParameters): number;
  /**
   * As `run`, for whoever need not know how many rows it met. Where a transaction does nothing else, the statements become
   * durable as they are, in one place, and are carried out once the caller is through, in any case before anything else is
   * read or written. They must be sure to succeed: what could refuse them is looked up before.
   */
  later(sql: string, parameters?: readonly SqliteValue[]): void;
  /** Runs several statements without parameters: schema changes. */
  script(sql: string): void;
}

/** One open file. Not shared between threads; another process may open the same file. */
export interface SqliteDatabase extends SqliteReader {
  readonly path: string;
  /** No other process can read the file: the disk was too full for what they would share. Until it is closed. */
  readonly isAlone: boolean;
  /**
   * BEGIN IMMEDIATE, the work, COMMIT. When it returns, the work is on the disk. When the work or the commit throws,
   * nothing of it remains. The work is synchronous and transactions do not nest: both are bugs and throw.
   */
  transaction<T>(work: (writer: SqliteWriter) => T): T;
  /** Carries out what `later` left, now. */
  settle(): void;
  /**
   * Told when what was read lately is no longer true: what `later` left waited for a disk that took nothing, and readers were
   * given the state before it.
   */
  whenLate(then: () => void): void;
  /** Copies the database page by page while it stays in use. The target appears whole under its name. */
  backup(targetPath: string): Promise<void>;
  /** Moves the write-ahead log into the main file and shortens it. */
  checkpoint(): void;
  /**
   * Moves what the log holds into the main file as far as no reader is in the way. The log keeps its length and is written
   * over from its beginning, which costs the disk less than a log that grows. Pages kept in memory are given back.
   */
  rest(): void;
  /**
   * Puts another plain file beside this one, to be read as `name.table` in statements; nothing is ever written to it. The
   * function it answers takes it away again. Not inside a transaction.
   */
  attach(path: string, name: string): () => void;
  close(): void;
}
