import { type Language, languageSchema } from '../contracts/local-text.ts';
import { type OptionSpec, UsageFailure } from './command.ts';

/** For commands whose sentences are there in both languages. */
export const languageOption: OptionSpec = {
  help: "language of what is told: ru or en (the machine's own when left out)",
  value: 'LANG',
};

/** Russian where the machine is Russian, English elsewhere. */
export const machineLanguage = (): Language =>
  new Intl.DateTimeFormat().resolvedOptions().locale.toLowerCase().startsWith('ru') ? 'ru' : 'en';

/** What `--language` asks for, or another option that names a language, else the machine's own. */
export function languageOf(asked: string | boolean | undefined, option = '--language'): Language {
  if (typeof asked !== 'string') return machineLanguage();
  const known = languageSchema.safeParse(asked);
  if (known.success) return known.data;
  throw new UsageFailure({ en: `${option} must be ru or en.`, ru: `${option}: нужно ru или en.` });
}
