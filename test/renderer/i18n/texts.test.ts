import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../src/renderer');

type Texts = { readonly [key: string]: string | Texts };
const load = (file: string): Texts =>
  JSON.parse(readFileSync(join(renderer, 'i18n', `${file}.json`), 'utf8'));

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const pluralForms = { ru: ['one', 'few', 'many', 'other'], en: ['one', 'other'] } as const;
const withoutPlural = (key: string): string => key.replace(/_(one|few|many|other)$/, '');
const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

/** The texts of all windows, and those of the console alone. */
const books = [
  { book: 'the windows', prefix: '', folders: ['cashier', 'kit'] },
  { book: 'the console', prefix: 'console-', folders: ['console'] },
].map(({ prefix, ...about }) => ({
  ...about,
  ru: flatten(load(`${prefix}ru`)),
  en: flatten(load(`${prefix}en`)),
}));

describe.each(books)('the texts of $book', ({ ru, en, folders }) => {
  it('are the same in Russian and English', () => {
    const names = (texts: Map<string, string>): string[] =>
      [...new Set([...texts.keys()].map(withoutPlural))].sort();
    expect(names(en)).toEqual(names(ru));
  });

  it('have every plural form their language needs', () => {
    for (const [language, texts] of [
      ['ru', ru],
      ['en', en],
    ] as const) {
      const plural = [...texts.keys()].filter((key) => key !== withoutPlural(key)).map(withoutPlural);
      for (const key of new Set(plural)) {
        const missing = pluralForms[language].filter((form) => !texts.has(`${key}_${form}`));
        expect(missing, `${language} ${key}`).toEqual([]);
      }
    }
  });

  it('have the same placeholders in both languages and all forms', () => {
    for (const [key, text] of [...ru, ...en]) {
      const name = withoutPlural(key);
      const reference = ru.get(name) ?? ru.get(`${name}_other`) ?? '';
      expect(placeholders(text), key).toEqual(placeholders(reference));
    }
  });

  it('are empty nowhere, and Russian ones are Russian', () => {
    for (const [key, text] of [...ru, ...en]) expect(text.trim(), key).not.toBe('');
    const foreign = [...ru].filter(
      ([key, text]) =>
        !/[а-яё]/i.test(text.replace(/\{\{\w+\}\}/g, '')) && !/xample$|^setup\.line\.flows\./.test(key),
    );
    expect(foreign).toEqual([]);
    expect([...en].filter(([, text]) => /[а-яё]/i.test(text))).toEqual([]);
  });

  it('are all used somewhere', () => {
    const sources = folders
      .flatMap((folder) => files(join(renderer, folder), /\.tsx?$/))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const unused = [...new Set([...ru.keys()].map(withoutPlural))].filter((key) => {
      if (sources.includes(`'${key}'`)) return false;
      // Keys built from a state or a name: `mode.${status.mode}`.
      const parent = key.slice(0, key.lastIndexOf('.') + 1);
      const grandparent = parent.slice(0, parent.slice(0, -1).lastIndexOf('.') + 1);
      return (
        !sources.includes(`\`${parent}\${`) &&
        !(grandparent !== '' && sources.includes(`\`${grandparent}\${`))
      );
    });
    expect(unused).toEqual([]);
  });
});

function files(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => join(folder, file));
}

/** What JSX would show as it stands: text between tags, and the attributes that people read or hear. */
function visibleText(source: string): string[] {
  const between = [...source.matchAll(/(?<!=)>([^<>{}=;()&]*\p{L}{2,}[^<>{}=;()&]*)</gu)].map(
    (match) => match[1]?.trim() ?? '',
  );
  const attributes = [
    ...source.matchAll(/\b(?:title|placeholder|aria-label|alt|label|description)="([^"]*\p{L}{2,}[^"]*)"/gu),
  ].map((match) => match[1] ?? '');
  return [...between, ...attributes].filter((text) => text !== '');
}

describe('the screens', () => {
  it('show no text of their own: every word comes from the texts', () => {
    const found = files(renderer, /\.tsx$/).flatMap((file) =>
      visibleText(readFileSync(file, 'utf8'))
        // The name of the product and the names of keys are the same in every language.
        .filter((text) => !/^(Kopilka|F\d|Enter)$/.test(text))
        .map((text) => `${file.slice(renderer.length + 1)}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it('would be caught if they did', () => {
    expect(visibleText('<b>Оплатить</b>')).toEqual(['Оплатить']);
    expect(visibleText('<button aria-label="Close">')).toEqual(['Close']);
  });

  it('contain no Cyrillic letters outside of the texts, but in patterns that read goods', () => {
    const found = files(renderer, /\.tsx?$/)
      .filter((file) => !file.endsWith('goods-icon.ts'))
      .filter((file) => /[а-яё]/i.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
    expect(found).toEqual([]);
  });
});
