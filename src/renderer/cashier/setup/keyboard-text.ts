import type { TFunction } from 'i18next';
import { usualKeyboardReader } from '../../../shared/keyboard-reader.ts';

/** One entry of the config's `keyboards` in words; what a person wrote there by hand is kept and may not be all told. */
export function keyboardText(entry: Readonly<Record<string, unknown>>, t: TFunction): string {
  const { prefix, suffix, slowestKeyMs, length } = { ...usualKeyboardReader, ...entry };
  return [
    t('setup.keyboard.upTo', { gapMs: slowestKeyMs }),
    ...(prefix === '' ? [] : [t('setup.keyboard.before', { text: prefix })]),
    ...(suffix === '' ? [] : [t('setup.keyboard.behind', { text: suffix })]),
    ...(length === null ? [] : [t('setup.keyboard.long', { count: length })]),
  ].join(', ');
}
