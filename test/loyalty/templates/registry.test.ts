import { describe, expect, it } from 'vitest';
import { validateProgram } from '../../../src/loyalty/program/validate.ts';
import { programTemplates } from '../../../src/loyalty/templates/registry.ts';

/** Every object below a value that is a text in languages, with its path. */
function textsIn(value: unknown, path: string): [string, object][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('ru' in value || 'en' in value) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}

describe('the ready programs', () => {
  it('keep their ids, because published programs were begun from them', () => {
    expect(programTemplates.map(({ id }) => id)).toEqual([
      'simple-bonus',
      'cashback-by-category',
      'three-tiers',
      'stars',
      'paid-club',
      'stamp-card',
      'coalition',
      'charity',
      'russian-grocery',
    ]);
  });

  it.each(programTemplates)('$id is valid and has no warnings', ({ id, program }) => {
    const checked = validateProgram(program);
    expect(checked.ok ? checked.value.warnings : checked.error).toEqual([]);
    expect(program.id).toBe(id);
  });

  it.each(programTemplates)('$id speaks Russian and English everywhere', (template) => {
    const texts = textsIn(template, template.id);
    expect(texts.length).toBeGreaterThan(10);
    for (const [path, text] of texts) {
      expect([path, Object.keys(text).sort()]).toEqual([path, ['en', 'ru']]);
      expect(Object.entries(text).map(([language, words]) => [language, isWritten(language, words)])).toEqual(
        Object.keys(text).map((language) => [language, true]),
      );
    }
  });

  it.each(programTemplates)('$id ends every promotion and says on the receipt what it did', ({ program }) => {
    for (const promotion of program.promotions ?? []) {
      expect([promotion.id, promotion.when?.to ?? 'no end']).toEqual([
        promotion.id,
        expect.stringMatching(/^2027-\d\d-\d\dT23:59$/),
      ]);
      expect([promotion.id, promotion.text?.receipt == null]).toEqual([promotion.id, false]);
    }
  });
});

/** Russian has Cyrillic letters, English has none. */
const isWritten = (language: string, words: unknown): boolean =>
  typeof words === 'string' && words !== '' && /[а-яё]/i.test(words) === (language === 'ru');
