import type { z } from 'zod';

// Finds the part of a schema that a path of a document is about, so that a refusal can say what belongs there.

type Schema = z.core.$ZodType;

const defOf = (schema: Schema): z.core.$ZodTypes['_zod']['def'] => (schema as z.core.$ZodTypes)._zod.def;

/** The schema without "may be left out", "may be null" and defaults around it. */
export function unwrap(schema: Schema): Schema {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return unwrap(def.innerType);
    default:
      return schema;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is a value of the kind that a schema is about, whatever is in it? */
export function suits(schema: Schema, value: unknown): boolean {
  switch (defOf(unwrap(schema)).type) {
    case 'object':
    case 'record':
      return isObject(value);
    case 'array':
    case 'tuple':
      return Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    default:
      return false;
  }
}

/** The alternative of a union that a value was meant to be: by its `type`, else by its kind. */
function alternative(def: z.core.$ZodUnionDef, value: unknown): Schema | null {
  const key = 'discriminator' in def && typeof def.discriminator === 'string' ? def.discriminator : null;
  if (key === null) return def.options.find((option) => suits(option, value)) ?? null;
  const given = isObject(value) ? value[key] : undefined;
  const found = def.options.find((option) => {
    const inner = defOf(unwrap(option));
    const tag = inner.type === 'object' ? inner.shape[key] : undefined;
    const literal = tag === undefined ? null : defOf(tag);
    return literal?.type === 'literal' && literal.values.some((known) => known === given);
  });
  return found ?? null;
}

/** The schema at `path` of a document; null where the document left the schema. */
export function schemaAt(root: Schema, path: readonly PropertyKey[], input: unknown): Schema | null {
  let schema: Schema | null = unwrap(root);
  let value = input;
  for (const key of path) {
    schema = step(schema, key, value);
    if (schema === null) return null;
    value = isObject(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
  }
  return schema;
}

function step(schema: Schema, key: PropertyKey, value: unknown): Schema | null {
  const def = defOf(schema);
  switch (def.type) {
    case 'object': {
      const inner = Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
      return inner === undefined ? null : unwrap(inner);
    }
    case 'array':
      return unwrap(def.element);
    case 'tuple': {
      const item = def.items[Number(key)];
      return item === undefined ? null : unwrap(item);
    }
    case 'record':
      return unwrap(def.valueType);
    case 'union': {
      const chosen = alternative(def, value);
      return chosen === null ? null : step(unwrap(chosen), key, value);
    }
    default:
      return null;
  }
}

/** Names of the fields that the object at `path` may have. */
export function fieldsAt(root: Schema, path: readonly PropertyKey[], input: unknown): string[] {
  let schema = schemaAt(root, path, input);
  if (schema === null) return [];
  let value = input;
  for (const key of path)
    value = isObject(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
  const def = defOf(schema);
  if (def.type === 'union') schema = alternative(def, value) ?? schema;
  const inner = defOf(unwrap(schema));
  return inner.type === 'object' ? Object.keys(inner.shape) : [];
}
