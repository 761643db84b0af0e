import type { TFunction } from 'i18next';
import { deviceReasons, deviceReasonText } from '../../contracts/device-reasons.ts';
import type { Language } from '../../contracts/local-text.ts';

/** What is wrong with a device or a slip and what to do; a general sentence for a reason this window does not know. */
export const troubleText = (reason: string, language: Language, t: TFunction): string =>
  Object.hasOwn(deviceReasons, reason) ? deviceReasonText(reason, language) : t('trouble.other');
