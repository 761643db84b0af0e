import { usualFraudRules } from '../../contracts/fraud.ts';
import type { TillConfigRecord } from '../../contracts/sync.ts';
import type { ChainRecord, TillRecord } from './records.ts';

/** The chain's settings as one till gets them. */
export function tillConfigOf(chain: ChainRecord, till: TillRecord): TillConfigRecord {
  const {
    language,
    balanceUrl,
    surveyUrl,
    joinUrl,
    offline,
    recogniser,
    fraud = usualFraudRules,
    staff = [],
    logLevels = {},
    phoneCountry,
  } = chain.config;
  return {
    chainName: chain.name,
    storeName: till.storeName,
    tillName: till.name,
    language,
    balanceUrl,
    surveyUrl: surveyUrl ?? null,
    joinUrl: joinUrl ?? null,
    offline,
    recogniser,
    fraud,
    staff: [...staff],
    phoneCountry,
    ...(logLevels[till.id] === undefined ? {} : { logLevel: logLevels[till.id] }),
  };
}
