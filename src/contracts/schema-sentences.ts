import { momentSentence } from './scalars.ts';
import { counted, type Sentence } from './sentence.ts';

/** A schema's complaint, as far as it is read here (zod 4). */
export type SchemaIssue = {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string | undefined;
  readonly minimum?: number | bigint | undefined;
  readonly maximum?: number | bigint | undefined;
  readonly inclusive?: boolean | undefined;
  readonly origin?: string | undefined;
  readonly pattern?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly discriminator?: string | undefined;
  readonly options?: readonly unknown[] | undefined;
  readonly errors?: readonly (readonly SchemaIssue[])[] | undefined;
};

/** A value of a document as it is told; `undefined` where it is not at hand. */
type Given = { readonly value: unknown } | null;

const kinds: Readonly<Record<string, Sentence>> = {
  string: { en: 'a text', ru: 'текст' },
  number: { en: 'a number', ru: 'число' },
  int: { en: 'a whole number', ru: 'целое число' },
  boolean: { en: 'true or false', ru: 'true или false' },
  array: { en: 'a list', ru: 'список' },
  tuple: { en: 'a list of two', ru: 'список из двух' },
  object: { en: 'an object in braces', ru: 'объект в фигурных скобках' },
  record: { en: 'an object in braces', ru: 'объект в фигурных скобках' },
};
const something: Sentence = { en: 'something else', ru: 'другое' };
const kindOf = (expected: string | undefined): Sentence => kinds[expected ?? ''] ?? something;

const MAX_TOLD = 40;
const cut = (text: string): string => (text.length > MAX_TOLD ? `${text.slice(0, MAX_TOLD)}…` : text);

/** The value as the sentence names it: its kind where it is large. */
function told(value: unknown): Sentence {
  if (typeof value === 'string') return { en: `the text "${cut(value)}"`, ru: `текст «${cut(value)}»` };
  if (value === null) return { en: 'null', ru: 'null' };
  if (Array.isArray(value)) return kindOf('array');
  if (typeof value === 'object') return { en: 'an object', ru: 'объект' };
  return { en: String(value), ru: String(value) };
}

/** The value as it stands, in quotes when it is a text. */
const quoted = (value: unknown): Sentence =>
  typeof value === 'string' ? { en: `"${cut(value)}"`, ru: `«${cut(value)}»` } : told(value);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function wrongKind(wanted: Sentence, given: Given): Sentence {
  if (given === null || given.value === undefined)
    return { en: `This must be ${wanted.en}.`, ru: `Должно быть: ${wanted.ru}.` };
  const found = told(given.value);
  return {
    en: `This must be ${wanted.en}, not ${found.en}.`,
    ru: `Должно быть: ${wanted.ru}, а не ${found.ru}.`,
  };
}

const entries = (count: number): Sentence => ({
  en: `${count} ${counted(count, 'en', ['entry', 'entries'])}`,
  ru: `${count} ${counted(count, 'ru', ['записи', 'записей', 'записей'])}`,
});
const characters = (count: number): Sentence => ({
  en: `${count} ${counted(count, 'en', ['character', 'characters'])}`,
  ru: `${count} ${counted(count, 'ru', ['знака', 'знаков', 'знаков'])}`,
});

function outOfBounds(issue: SchemaIssue, given: Given): Sentence {
  const isSmall = issue.code === 'too_small';
  const bound = Number(isSmall ? issue.minimum : issue.maximum);
  if (issue.origin === 'array' || issue.origin === 'set') {
    if (isSmall && bound === 1) return { en: 'The list is empty.', ru: 'Список пуст.' };
    const count = entries(bound);
    return isSmall
      ? {
          en: `The list is too short: at least ${count.en}.`,
          ru: `Список слишком короткий: не меньше ${count.ru}.`,
        }
      : {
          en: `The list is too long: at most ${count.en}.`,
          ru: `Список слишком длинный: не больше ${count.ru}.`,
        };
  }
  if (issue.origin === 'string') {
    if (isSmall && bound === 1) return { en: 'The text is empty.', ru: 'Текст пуст.' };
    const count = characters(bound);
    return isSmall
      ? {
          en: `The text is too short: at least ${count.en}.`,
          ru: `Текст слишком короткий: не меньше ${count.ru}.`,
        }
      : {
          en: `The text is too long: at most ${count.en}.`,
          ru: `Текст слишком длинный: не больше ${count.ru}.`,
        };
  }
  const number = given === null ? { en: 'The number', ru: 'Число' } : told(given.value);
  if (isSmall && issue.inclusive === false) {
    return {
      en: `${number.en} is too small: it must be above ${bound}.`,
      ru: `${number.ru}: слишком мало, нужно больше ${bound}.`,
    };
  }
  return isSmall
    ? {
        en: `${number.en} is too small: at least ${bound}.`,
        ru: `${number.ru}: слишком мало, не меньше ${bound}.`,
      }
    : {
        en: `${number.en} is too large: at most ${bound}.`,
        ru: `${number.ru}: слишком много, не больше ${bound}.`,
      };
}

function impossibleValue(given: Given, values: readonly unknown[] = []): Sentence {
  if (given === null) {
    const list = values.map(String).join(', ');
    return list === ''
      ? { en: 'This value is not known here.', ru: 'Такого значения здесь не бывает.' }
      : { en: `This must be one of ${list}.`, ru: `Должно быть одно из: ${list}.` };
  }
  const found = quoted(given.value);
  return { en: `${capital(found.en)} is not known here.`, ru: `${capital(found.ru)} здесь не бывает.` };
}

function exactlyOne(keys: readonly string[], given: Given): Sentence {
  const value = given?.value;
  const present =
    typeof value === 'object' && value !== null ? keys.filter((key) => Reflect.get(value, key) != null) : [];
  const list = keys.join(', ');
  return present.length === 0
    ? { en: `One of ${list} is missing.`, ru: `Не хватает одного из полей ${list}.` }
    : {
        en: `Only one of ${list} may be given, not ${present.join(' and ')} together.`,
        ru: `Можно указать только одно из полей ${list}, а не ${present.join(' и ')} сразу.`,
      };
}

/**
 * Sentences of the refusals that our own schemas make: by `params.code`, or as they stand with the Russian words in
 * `params.ru`.
 */
function ownRefusal(issue: SchemaIssue, given: Given): Sentence {
  const found = given === null ? { en: 'this', ru: 'это' } : quoted(given.value);
  const { code, keys, ru } = issue.params ?? {};
  switch (code) {
    case 'too-many-decimals':
      return given === null
        ? { en: 'There are too many decimals.', ru: 'Слишком много знаков после запятой.' }
        : {
            en: `${capital(found.en)} has too many decimals.`,
            ru: `${capital(found.ru)}: слишком много знаков после запятой.`,
          };
    case 'no-such-date':
      return given === null
        ? { en: 'There is no such day.', ru: 'Такого дня нет.' }
        : { en: `There is no such day: ${found.en}.`, ru: `Такого дня нет: ${found.ru}.` };
    case 'bad-identifier':
      return {
        en: 'The name holds characters that nobody sees.',
        ru: 'В обозначении есть невидимые знаки.',
      };
    case 'text-missing':
      return { en: 'There is no text in any language.', ru: 'Текста нет ни на одном языке.' };
    case 'quantity-not-positive':
      return { en: 'A quantity is above zero.', ru: 'Количество больше нуля.' };
    case 'one-of':
      return exactlyOne(Array.isArray(keys) ? keys.map(String) : [], given);
    default:
      return { en: issue.message, ru: typeof ru === 'string' ? ru : issue.message };
  }
}

const valuesOf = ({ errors = [] }: SchemaIssue): readonly unknown[] =>
  errors.flatMap((alternative) => alternative.flatMap(({ values = [] }) => values));

/** A union that nothing fits: what its alternatives would have been. */
function noneOf(issue: SchemaIssue, given: Given): Sentence {
  const wanted = (issue.errors ?? []).flatMap((alternative) =>
    alternative.flatMap((inner) =>
      inner.code === 'invalid_type' && inner.path.length === 0 ? [kindOf(inner.expected)] : [],
    ),
  );
  if (wanted.length === 0) return impossibleValue(given, issue.options ?? valuesOf(issue));
  return wrongKind(
    { en: wanted.map(({ en }) => en).join(' or '), ru: wanted.map(({ ru }) => ru).join(' или ') },
    given,
  );
}

/** Is it that the field is not there at all? */
export const isMissing = (issue: SchemaIssue, given: Given): boolean =>
  given !== null &&
  given.value === undefined &&
  issue.path.length > 0 &&
  (issue.code === 'invalid_type' || issue.code === 'invalid_value');

/**
 * A schema's complaint in the words of this product. `given` is the value it is about; null: not at hand, the sentence
 * does without.
 */
export function sentenceOf(issue: SchemaIssue, given: Given): Sentence {
  const name = String(issue.path.at(-1) ?? '');
  if (isMissing(issue, given)) return { en: `"${name}" is missing.`, ru: `Не хватает поля «${name}».` };
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(kindOf(issue.expected), given);
    case 'too_small':
    case 'too_big':
      return outOfBounds(issue, given);
    case 'invalid_value':
      return impossibleValue(given, issue.values);
    case 'invalid_format': {
      if (given === null) {
        // A schema's own sentence is better than none; the library's holds the raw pattern.
        if (issue.message === momentSentence.en) return momentSentence;
        if (!issue.message.startsWith('Invalid')) return { en: issue.message, ru: issue.message };
        return { en: 'This is not written as it should be.', ru: 'Записано не так, как нужно.' };
      }
      const found = quoted(given.value);
      return {
        en: `${found.en} is not written as it should be.`,
        ru: `${found.ru} записано не так, как нужно.`,
      };
    }
    case 'unrecognized_keys': {
      const keys = (issue.keys ?? []).map((key) => `"${cut(key)}"`).join(', ');
      return {
        en: `There is no field ${keys} here.`,
        ru: `Здесь нет поля ${keys.replace(/"([^"]*)"/g, '«$1»')}.`,
      };
    }
    case 'invalid_key':
      return { en: `"${cut(name)}" cannot be a name here.`, ru: `Здесь не может быть имени «${cut(name)}».` };
    case 'invalid_union':
      return noneOf(issue, given);
    case 'custom':
      return ownRefusal(issue, given);
    default:
      return { en: 'This value does not fit here.', ru: 'Это значение сюда не подходит.' };
  }
}
