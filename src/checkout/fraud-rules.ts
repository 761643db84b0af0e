import { type AuditRule, type FraudRules, type StaffMember, usualFraudRules } from '../contracts/fraud.ts';
import type { MemberRecord, TillConfigRecord } from '../contracts/sync.ts';

type Config = Pick<TillConfigRecord, 'fraud' | 'staff'> | null;

/** The chain's rules; a chain or hub that says nothing gets the usual ones. */
export const fraudRulesOf = (config: Config): FraudRules => config?.fraud ?? usualFraudRules;

export const staffOf = (config: Config): readonly StaffMember[] => config?.staff ?? [];

/** Whether anybody can be asked for a PIN. In a chain without one the rules that would ask are not in force. */
export const hasManagerPin = (config: Config): boolean =>
  staffOf(config).some(({ role, pin }) => role === 'manager' && pin !== null);

export type Stop = { readonly rule: AuditRule; readonly may: 'never' | 'with-pin' };

/** Why this sale must not go on by itself; null when nothing is wrong with it. The own card comes first. */
export function stopOfSale(sale: {
  readonly config: Config;
  readonly cashier: string | null;
  readonly member: Pick<MemberRecord, 'id' | 'cards'>;
  /** Purchases of the member at this till within the last hour; asked for only where the rule is in force. */
  readonly receiptsInHour: () => number;
}): Stop | null {
  const { config, cashier, member } = sale;
  const rules = fraudRulesOf(config);
  const canAsk = hasManagerPin(config);
  if (rules.ownCard !== 'allow' && isOwnCard(config, cashier, member)) {
    return { rule: 'own-card', may: rules.ownCard === 'pin' && canAsk ? 'with-pin' : 'never' };
  }
  if (canAsk && rules.receiptsPerHour > 0 && sale.receiptsInHour() >= rules.receiptsPerHour) {
    return { rule: 'many-receipts', may: 'with-pin' };
  }
  return null;
}

function isOwnCard(config: Config, cashier: string | null, member: Pick<MemberRecord, 'id' | 'cards'>) {
  if (cashier === null) return false;
  const person = staffOf(config).find(({ id }) => id === cashier);
  if (person === undefined) return false;
  return person.member === member.id || person.cards.some((card) => member.cards.includes(card));
}

/** Whether goods of this value, minor units, come back only with a PIN. */
export function isBigReturn(config: Config, valueMinor: number): boolean {
  const { bigReturnMinor } = fraudRulesOf(config);
  return bigReturnMinor !== null && valueMinor >= bigReturnMinor && hasManagerPin(config);
}
