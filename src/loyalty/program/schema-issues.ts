import { pathText } from '../../contracts/describe-issues.ts';
import { expectedHere } from '../../contracts/expected-here.ts';
import { programSchema } from '../../contracts/program.ts';
import { isMissing, type SchemaIssue, sentenceOf } from '../../contracts/schema-sentences.ts';
import { fieldsAt, schemaAt } from '../../contracts/schema-walk.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { issueAt, meant, type ProgramIssue } from './issue.ts';

type Path = readonly PropertyKey[];

function valueAt(input: unknown, path: Path): unknown {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** What belongs at a place of the document. */
function expectedAt(path: Path, input: unknown): Sentence {
  if (path.length === 0) {
    return {
      en: 'Start from a ready one: "kopilka templates" lists them.',
      ru: 'Начните с готовой: «kopilka templates» покажет список.',
    };
  }
  const field = path.findLast((key) => typeof key === 'string');
  const schema = schemaAt(programSchema, path, input);
  if (schema === null) return { en: 'See docs/program.md.', ru: 'Смотрите docs/program.md.' };
  const { en, ru } = expectedHere(schema, String(field ?? ''));
  return { en: `Expected: ${en}.`, ru: `Ожидается: ${ru}.` };
}

/** The alternative of a union that came nearest: the one with the deepest complaint. */
function deepest(errors: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] {
  const depth = (issues: readonly SchemaIssue[]): number =>
    issues.reduce((most, issue) => Math.max(most, issue.path.length, issue.keys === undefined ? 0 : 1), 0);
  const best = errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
  return depth(best) > 0 ? best : [];
}

function unknownFields(issue: SchemaIssue, path: Path, input: unknown): ProgramIssue[] {
  const fields = fieldsAt(programSchema, path, input);
  return (issue.keys ?? []).map((key) =>
    issueAt(
      'unknown-field',
      pathText([...path, key]),
      sentenceOf({ ...issue, keys: [key] }, null),
      meant(key, fields),
    ),
  );
}

function unknownEffect(path: Path, input: unknown, issue: SchemaIssue): ProgramIssue {
  const given = valueAt(input, path);
  const known = (issue.options ?? []).map(String);
  if (typeof given !== 'string' || given === '') {
    const message = { en: 'The effect has no type.', ru: 'У действия нет поля type.' };
    return issueAt('unknown-effect', pathText(path), message, meant('', known));
  }
  const message = { en: `There is no effect "${given}" here.`, ru: `Здесь не бывает действия «${given}».` };
  return issueAt('unknown-effect', pathText(path), message, meant(given, known));
}

function describe(issue: SchemaIssue, base: Path, input: unknown): ProgramIssue[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownFields(issue, path, input);
  if (issue.code === 'invalid_union') {
    if (issue.discriminator !== undefined) return [unknownEffect(path, input, issue)];
    const nested = deepest(issue.errors ?? []);
    if (nested.length > 0) return nested.flatMap((inner) => describe(inner, path, input));
  }
  const given = { value: valueAt(input, path) };
  const here = { ...issue, path };
  const { code } = issue.params ?? {};
  const usual = isMissing(here, given) ? 'missing-field' : 'bad-value';
  return [
    issueAt(
      typeof code === 'string' ? code : usual,
      pathText(path),
      sentenceOf(here, given),
      hintOf(here, given.value, input),
    ),
  ];
}

const giveOne = {
  en: 'Give exactly one, such as "percent": 5.',
  ru: 'Укажите ровно одно, например "percent": 5.',
};

function hintOf(issue: SchemaIssue, given: unknown, input: unknown): Sentence {
  if (issue.params?.code === 'one-of') return giveOne;
  const choices = (issue.values ?? []).map(String);
  if (choices.length > 1 && given !== undefined) return meant(String(given), choices);
  // The name of a language is a key: what belongs there is said of the text around it.
  return expectedAt(issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path, input);
}

/** A schema's complaints in the words of this product, with JSON paths: one a place, as the narrowest rule has it. */
export function describeSchemaIssues(issues: readonly SchemaIssue[], input: unknown): ProgramIssue[] {
  const places = new Map<string, ProgramIssue>();
  for (const issue of issues.flatMap((complaint) => describe(complaint, [], input))) {
    const known = places.get(issue.path);
    if (known === undefined || known.code === issue.code) places.set(issue.path, issue);
  }
  return [...places.values()];
}
