import type { z } from 'zod';

/** Whether a parsed JSON value is one that a schema takes as it stands. */
type Test = (value: unknown) => boolean;
/** `exact`: what the test refuses, the schema refuses too. Where it is not, the schema may still take the value changed. */
type Compiled = { readonly test: Test; readonly exact: boolean };
type Record_ = Readonly<Record<string, unknown>>;

// The parts of zod 4's description of a schema (`_zod.def`) that are read here; what is unknown is left to zod.
type Check = {
  readonly _zod: {
    readonly def: { readonly check?: string; readonly format?: string; readonly pattern?: RegExp } & {
      readonly minimum?: number;
      readonly maximum?: number;
      readonly value?: number | bigint;
      readonly inclusive?: boolean;
    };
    readonly check: (payload: { value: unknown; issues: unknown[] }) => unknown;
  };
};
type Def = {
  readonly type: string;
  readonly checks?: readonly Check[];
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
};
type Schema = { readonly _zod: { readonly def: Def; readonly traits: ReadonlySet<string> } };

const never: Compiled = { test: () => false, exact: false };
const isRecord = (value: unknown): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A quick test for values out of `JSON.parse`: true only where the schema takes the value and gives back an equal one,
 * so that parsing it may be left out. False says nothing: parse it then, which also says what is wrong. Made once a
 * schema; checks of the schema's own (`refine`, `superRefine`) are run as they are.
 */
export const fits = <Schema_ extends z.ZodType>(
  schema: Schema_,
): ((value: unknown) => value is z.output<Schema_>) => {
  const { test } = compile(schema as unknown as Schema);
  return (value): value is z.output<Schema_> => test(value);
};

function compile(schema: Schema): Compiled {
  const { def, traits } = schema._zod;
  const kind = compileKind(def);
  // A format such as `z.uuid()` is a schema and a check in one.
  const own = traits.has('$ZodCheck') ? [schema as unknown as Check] : [];
  const checks = [...own, ...(def.checks ?? [])].map(testOfCheck);
  return { test: allOf([kind.test, ...checks]), exact: kind.exact };
}

/** One after the other. Spelled out for the usual numbers: a receipt asks it some hundred times. */
function allOf([first = never.test, second, third, ...rest]: readonly Test[]): Test {
  if (second === undefined) return first;
  if (third === undefined) return (value) => first(value) && second(value);
  if (rest.length === 0) return (value) => first(value) && second(value) && third(value);
  const others = allOf(rest);
  return (value) => first(value) && second(value) && third(value) && others(value);
}

function compileKind(def: Def): Compiled {
  const exactly = (test: Test): Compiled => ({ test, exact: true });
  switch (def.type) {
    case 'string':
      return exactly((value) => typeof value === 'string');
    case 'number':
      return exactly((value) => typeof value === 'number');
    case 'boolean':
      return exactly((value) => typeof value === 'boolean');
    case 'null':
      return exactly((value) => value === null);
    case 'unknown':
    case 'any':
      return exactly(() => true);
    case 'literal':
      return among(def.values ?? []);
    case 'enum':
      return among(Object.values(def.entries ?? {}));
    case 'nullable':
      return nullable(def);
    case 'optional':
      return def.innerType === undefined ? never : compile(def.innerType);
    case 'default':
      // What is there is taken as it is; what is missing zod fills in.
      return def.innerType === undefined ? never : { ...compile(def.innerType), exact: false };
    case 'array':
      return arrayOf(def);
    case 'record':
      return recordOf(def);
    case 'object':
      return objectOf(def);
    case 'union':
      return unionOf(def);
    default:
      return never;
  }
}

function testOfCheck(check: Check): Test {
  const { def } = check._zod;
  const { minimum = 0, maximum = 0, pattern } = def;
  const lengthOf = (value: unknown): number => (value as { readonly length: number }).length;
  const limit = Number(def.value);
  switch (def.check) {
    case 'min_length':
      return (value) => lengthOf(value) >= minimum;
    case 'max_length':
      return (value) => lengthOf(value) <= maximum;
    case 'greater_than':
      return (value) => (value as number) > limit || (def.inclusive === true && value === limit);
    case 'less_than':
      return (value) => (value as number) < limit || (def.inclusive === true && value === limit);
    case 'number_format':
      if (def.format === 'safeint') return (value) => Number.isSafeInteger(value);
      break;
    case 'string_format':
      if (pattern !== undefined && patternIsAll.has(def.format ?? '') && !pattern.global) {
        return (value) => pattern.test(value as string);
      }
  }
  return (value) => {
    const payload = { value, issues: [] };
    return check._zod.check(payload) === undefined && payload.issues.length === 0;
  };
}

/** Formats that zod checks by their pattern and nothing else. */
const patternIsAll: ReadonlySet<string> = new Set(['regex', 'uuid', 'datetime', 'date']);

function among(values: readonly unknown[]): Compiled {
  const known = new Set(values);
  return { test: (value) => known.has(value), exact: true };
}

function nullable({ innerType }: Def): Compiled {
  if (innerType === undefined) return never;
  const { test, exact } = compile(innerType);
  return { test: (value) => value === null || test(value), exact };
}

function arrayOf({ element }: Def): Compiled {
  if (element === undefined) return never;
  const { test, exact } = compile(element);
  return {
    exact,
    test(value) {
      if (!Array.isArray(value)) return false;
      for (const one of value) if (!test(one)) return false;
      return true;
    },
  };
}

function recordOf({ keyType, valueType }: Def): Compiled {
  if (keyType?._zod.def.type !== 'string' || valueType === undefined) return never;
  const [key, inner] = [compile(keyType), compile(valueType)];
  return {
    exact: false,
    test(value) {
      if (!isRecord(value)) return false;
      for (const name in value) {
        if (name === '__proto__' || !key.test(name) || !inner.test(value[name])) return false;
      }
      return true;
    },
  };
}

/** Keys that the schema does not name would be dropped or refused, and missing ones filled in: all that is zod's. */
function objectOf({ shape = {}, catchall }: Def): Compiled {
  const fields: Record<string, { readonly test: Test; readonly required: number }> = Object.create(null);
  let required = 0;
  let exact = catchall?._zod.def.type === 'never';
  for (const [name, schema] of Object.entries(shape)) {
    const mayMiss = schema._zod.def.type === 'optional';
    const compiled = compile(schema);
    fields[name] = { test: compiled.test, required: mayMiss ? 0 : 1 };
    if (!mayMiss) required += 1;
    exact &&= compiled.exact;
  }
  return {
    exact,
    test(value) {
      if (!isRecord(value)) return false;
      let met = 0;
      for (const name in value) {
        const field = fields[name];
        if (field === undefined || !field.test(value[name])) return false;
        met += field.required;
      }
      return met === required;
    },
  };
}

function unionOf({ options = [], discriminator }: Def): Compiled {
  const compiled = options.map(compile);
  const exact = compiled.every((option) => option.exact);
  if (discriminator !== undefined) {
    const byName = new Map<unknown, Test>();
    options.forEach((option, index) => {
      for (const name of option._zod.def.shape?.[discriminator]?._zod.def.values ?? []) {
        byName.set(name, compiled[index]?.test ?? never.test);
      }
    });
    return {
      exact,
      test: (value) => isRecord(value) && byName.get(value[discriminator])?.(value) === true,
    };
  }
  // Zod takes the first that fits: behind one that may take the value changed, nothing can be told.
  const last = compiled.findIndex((option) => !option.exact);
  const usable = last === -1 ? compiled : compiled.slice(0, last + 1);
  return { exact, test: (value) => usable.some((option) => option.test(value)) };
}
