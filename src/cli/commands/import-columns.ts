import type { RefusedRow } from '../../contracts/manage.ts';

/** One CSV row by column name. */
export type CsvRow = Readonly<Record<string, string>>;

/** A row as the hub's API takes it, checked there; only what text alone decides is decided here. */
export type ImportKind = {
  readonly path: string;
  readonly what: string;
  /** Columns that are understood; `points:<wallet>` matches the entry `points:`. */
  readonly columns: readonly string[];
  readonly needsOneOf: readonly string[];
  /** The column behind a field of the API's row. */
  readonly columnOf: Readonly<Record<string, string>>;
  readonly toRow: (row: CsvRow) => Record<string, unknown>;
};

const list = (text: string): string[] =>
  text
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const yes = new Set(['1', 'yes', 'true', 'y', 'да']);

/**
 * Money as people write it (`89,90`, `1 234.5`, `89`) in minor units. What is no such number stays text, and the hub
 * refuses it with the column's name.
 */
export function moneyToMinor(text: string): number | string {
  const parts = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0]/g, ''));
  if (parts === null) return text;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

const whole = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** Copies the columns that are not empty, each through its reading. */
function pick(
  row: CsvRow,
  readings: Readonly<Record<string, [field: string, read: (text: string) => unknown]>>,
) {
  const picked: Record<string, unknown> = {};
  for (const [column, [field, read]] of Object.entries(readings)) {
    const text = row[column]?.trim() ?? '';
    if (text !== '') picked[field] = read(text);
  }
  return picked;
}

const asText = (text: string): string => text;

const columnsByField = (readings: Readonly<Record<string, readonly [string, unknown]>>) =>
  Object.fromEntries(Object.entries(readings).map(([column, [field]]) => [field, column]));

/** The column that a code speaks of; `invalid` names its fields itself. */
const columnOfCode: { readonly [Code in RefusedRow['code']]?: string } = {
  'bad-phone': 'phone',
  'phone-taken': 'phone',
  'card-taken': 'cards',
  'unknown-wallet': 'points',
  'unknown-tier': 'tier',
};

/** The hub's reason in the words of the file: its fields under the names of their columns. */
export function reasonByColumn(kind: ImportKind, { code, reason }: Omit<RefusedRow, 'row'>): string {
  const column = columnOfCode[code];
  if (column !== undefined) return `${column}: ${reason}`;
  return reason
    .split('; ')
    .map((fault) => {
      const [field = ''] = /^[A-Za-z]+/.exec(fault) ?? [];
      const named = kind.columnOf[field];
      return named === undefined ? fault : `${named}${fault.slice(field.length)}`;
    })
    .join('; ');
}

const memberReadings = {
  id: ['id', asText],
  kind: ['kind', asText],
  phone: ['phone', asText],
  cards: ['cards', list],
  firstName: ['firstName', asText],
  birthday: ['birthday', asText],
  joinedAt: ['joinedAt', asText],
  tier: ['tier', asText],
  spend: ['spendMinor', moneyToMinor],
  purchases: ['purchases', whole],
  segments: ['segments', list],
  clubs: ['clubs', list],
  blocked: ['blocked', (text: string) => yes.has(text.toLowerCase())],
} satisfies Record<string, [string, (text: string) => unknown]>;

export const memberColumns: ImportKind = {
  path: '/v1/manage/members',
  what: 'members',
  columns: [...Object.keys(memberReadings), 'points:'],
  needsOneOf: ['id', 'phone', 'cards'],
  columnOf: columnsByField(memberReadings),
  toRow: (row) => {
    const points = Object.entries(row)
      .filter(([column, text]) => column.startsWith('points:') && text.trim() !== '')
      .map(([column, text]) => [column.slice('points:'.length), whole(text.trim())]);
    return {
      ...pick(row, memberReadings),
      ...(points.length === 0 ? {} : { points: Object.fromEntries(points) }),
    };
  },
};

const goodsReadings = {
  sku: ['sku', asText],
  barcodes: ['barcodes', list],
  name: ['name', asText],
  category: ['category', asText],
  brand: ['brand', asText],
  tags: ['tags', list],
  price: ['priceMinor', moneyToMinor],
  vat: ['vat', asText],
  minPrice: ['minPriceMinor', moneyToMinor],
  flags: ['flags', list],
  weighed: ['weighed', (text: string) => yes.has(text.toLowerCase())],
} satisfies Record<string, [string, (text: string) => unknown]>;

export const goodsColumns: ImportKind = {
  path: '/v1/manage/goods',
  what: 'goods',
  columns: Object.keys(goodsReadings),
  needsOneOf: ['sku'],
  columnOf: columnsByField(goodsReadings),
  toRow: (row) => ({
    barcodes: [],
    category: '',
    brand: '',
    tags: [],
    vat: '',
    minPriceMinor: null,
    flags: [],
    weighed: false,
    ...pick(row, goodsReadings),
  }),
};

/** The names of header columns that the kind does not know; a misspelt one must not be lost in silence. */
export function unknownColumns(kind: ImportKind, header: readonly string[]): string[] {
  return header.filter((column) => !kind.columns.some((known) => matches(known, column)));
}

const matches = (known: string, column: string): boolean =>
  known.endsWith(':') ? column.startsWith(known) && column.length > known.length : column === known;
