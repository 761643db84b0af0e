import { issueAt, meant, type ProgramIssue, pathText } from './issue.ts';

/** A schema's complaint, as far as it is read here (zod 4). */
export type SchemaIssue = {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[] | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly note?: string | undefined;
  readonly discriminator?: string | undefined;
  readonly errors?: readonly (readonly SchemaIssue[])[] | undefined;
};

const effectTypes = [
  'percentOff',
  'amountOff',
  'fixedPrice',
  'buyGet',
  'bundle',
  'unitsOff',
  'ladder',
  'points',
  'gift',
  'coupon',
  'stamp',
  'message',
];

/** Fields of the document's objects, for "did you mean" beside an unknown one. */
const fieldNames = [
  ...[
    'schema',
    'id',
    'name',
    'currency',
    'timezone',
    'locales',
    'wallets',
    'tiers',
    'tierRule',
    'promotions',
  ],
  ...[
    'rewards',
    'stampCards',
    'clubs',
    'choices',
    'couponSeries',
    'receipt',
    'defaults',
    'clawback',
    'conflict',
  ],
  ...['scale', 'value', 'rounding', 'activateAfterDays', 'expireAfterDays', 'earnOnPointsPaid', 'redeem'],
  ...['maxShare', 'minReceipt', 'step', 'minPayable', 'of', 'from', 'to', 'earnPercent', 'discountPercent'],
  ...[
    'priority',
    'group',
    'exclusive',
    'stage',
    'when',
    'then',
    'limit',
    'text',
    'weekdays',
    'hours',
    'stores',
  ],
  ...[
    'audience',
    'segments',
    'birthday',
    'before',
    'after',
    'memberForDays',
    'purchases',
    'coupon',
    'basket',
  ],
  ...[
    'minAmount',
    'maxAmount',
    'minQuantity',
    'maxQuantity',
    'over',
    'sku',
    'category',
    'brand',
    'tag',
    'price',
  ],
  ...[
    'except',
    'type',
    'percent',
    'amount',
    'per',
    'units',
    'buy',
    'get',
    'quantity',
    'times',
    'partial',
    'pick',
  ],
  ...[
    'items',
    'by',
    'steps',
    'wallet',
    'multiply',
    'scope',
    'fixed',
    'perUnit',
    'points',
    'series',
    'validDays',
  ],
  ...['card', 'count', 'where', 'perReceipt', 'perMember', 'perMemberDays', 'total', 'cost', 'target'],
  ...['periodDays', 'options', 'roundTotalDownTo', 'windowDays', 'min', 'max'],
];

/** The alternative of a union that came nearest: the one with the deepest complaint. */
function deepest(errors: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] {
  const depth = (issues: readonly SchemaIssue[]): number =>
    issues.reduce((most, issue) => Math.max(most, issue.path.length), -1);
  return errors.reduce((best, issues) => (depth(issues) > depth(best) ? issues : best), errors[0] ?? []);
}

function unknownKeys(issue: SchemaIssue, path: readonly PropertyKey[]): ProgramIssue[] {
  return (issue.keys ?? []).map((key) =>
    issueAt(
      'unknown-field',
      pathText([...path, key]),
      `The field "${key}" is not known here.`,
      meant(key, fieldNames),
    ),
  );
}

function unknownType(path: readonly PropertyKey[], input: unknown): ProgramIssue {
  const given = valueAt(input, path);
  const name = typeof given === 'string' ? given : '';
  return issueAt(
    'unknown-effect',
    pathText(path),
    name === '' ? 'The effect has no type.' : `There is no effect "${name}".`,
    name === '' ? `Known: ${effectTypes.join(', ')}.` : meant(name, effectTypes),
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function describe(issue: SchemaIssue, base: readonly PropertyKey[], input: unknown): ProgramIssue[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, path);
  if (issue.code === 'invalid_union') {
    if (issue.discriminator !== undefined) return [unknownType(path, input)];
    const nested = deepest(issue.errors ?? []);
    if (nested.length > 0) return nested.flatMap((inner) => describe(inner, path, input));
  }
  const { code } = issue.params ?? {};
  const values = issue.values?.map(String) ?? [];
  const given = valueAt(input, path);
  const isMissing = given === undefined && issue.code === 'invalid_type';
  return [
    issueAt(
      typeof code === 'string' ? code : isMissing ? 'missing-field' : 'bad-value',
      pathText(path),
      isMissing ? 'This field is required.' : issue.message,
      values.length > 1 ? meant(String(given), values) : undefined,
    ),
  ];
}

/** A schema's complaints in the words of this product, with JSON paths. */
export const describeSchemaIssues = (issues: readonly SchemaIssue[], input: unknown): ProgramIssue[] =>
  issues.flatMap((issue) => describe(issue, [], input));
