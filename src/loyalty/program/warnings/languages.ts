import type { LocalText } from '../../../contracts/scalars.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Texts that are not there in every language of the program. */
export const warnLanguages: WarningRule = (program) => {
  const report: ProgramIssue[] = [];
  const check = (text: LocalText | null | undefined, path: string): void => {
    const missing = text == null ? [] : program.locales.filter((locale) => text[locale] === undefined);
    if (missing.length === 0) return;
    const list = missing.join(', ');
    const message = { en: `There is no text in ${list}.`, ru: `Нет текста на языке ${list}.` };
    const hint = {
      en: 'Customers of that language see another one: add it, or take the language out of "locales".',
      ru: 'Покупатели с этим языком увидят другой: добавьте текст или уберите язык из "locales".',
    };
    report.push(issueAt('language-missing', path, message, hint));
  };
  check(program.name, 'name');
  for (const kind of ['wallets', 'tiers', 'rewards', 'stampCards', 'clubs', 'choices'] as const) {
    program[kind].forEach(({ name }, i) => {
      check(name, `${kind}[${i}].name`);
    });
  }
  program.choices.forEach(({ options }, i) => {
    options.forEach(({ name }, j) => {
      check(name, `choices[${i}].options[${j}].name`);
    });
  });
  for (const { promotion, index } of placed(program)) {
    check(promotion.name, promotionPath(index, '.name'));
    for (const where of ['receipt', 'cashier', 'display'] as const)
      check(promotion.text?.[where], promotionPath(index, `.text.${where}`));
    promotion.then.forEach((effect, j) => {
      if (effect.type === 'message') check(effect.text, promotionPath(index, `.then[${j}].text`));
    });
  }
  return report;
};
