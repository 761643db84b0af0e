import { usualFraudRules } from '../../contracts/fraud.ts';
import type { ReturnShare } from '../../loyalty/returns.ts';
import { formatMoney } from '../../shared/money.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { type ReturnCase, returnCase } from '../evaluate-return.ts';
import { faultLines } from '../fault-lines.ts';
import { readJsonFile } from '../read-json.ts';

const pointsText = (points: Readonly<Record<string, number>>): string =>
  Object.entries(points)
    .map(([wallet, amount]) => `${amount} of ${wallet}`)
    .join(', ') || 'none';

/** What the goods that come back had cost, in minor units, points included. */
const boughtForMinor = ({ totals }: ReturnShare): number => totals.net + totals.paidWithPoints;

function tell(
  context: CommandContext,
  { share, requote, currency, policy, needsPin }: ReturnCase & { needsPin: boolean },
): void {
  const money = (amount: number): string => formatMoney(amount, currency, 'en');
  const figures = ({ totals, pointsBack, stamps }: ReturnShare): void => {
    context.out(`  money back ${money(totals.net)}, points back ${pointsText(pointsBack)}`);
    context.out(`  earned points taken ${pointsText(totals.earned)}`);
    for (const { card, earned, used } of stamps)
      context.out(`  stamps of ${card}: ${earned} taken, ${used} put back`);
  };
  const booked = (one: string): string =>
    one === policy ? ' (what a till books unless told otherwise)' : '';
  if (needsPin) context.out("A till takes this return only with a manager's PIN.");
  context.out(`The exact share of what was paid${booked('share')}:`);
  figures(share);
  if (requote === null) {
    context.out('What stays cannot be quoted as the purchase was: only the share is possible.');
    return;
  }
  context.out(`What was paid beyond the price of what stays${booked('requote')}:`);
  figures(requote);
  context.out(`  promotions no longer reached: ${requote.lost.join(', ') || 'none'}`);
}

function limitOf(text: string): number {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  if (!/^\d{1,12}$/.test(text)) throw new UsageFailure('--big-return needs a whole number, or "none".');
  return Number(text);
}

export const returnCommand: Command = {
  name: 'return',
  summary: 'what a return gives back, by its exact share and with the rest quoted anew',
  arguments: 'FILE',
  options: {
    'big-return': {
      help: 'value from which the chain asks for a PIN, minor units; "none" where no manager has one',
      value: 'MINOR',
      default: String(usualFraudRules.bigReturnMinor),
    },
  },
  example:
    'kopilka return case.json      (program, member, receipt, context; "return": [{"id": "1", "quantity": 1}])',
  run: async (context) => {
    const [file, ...others] = context.positionals;
    if (file === undefined || others.length > 0)
      throw new UsageFailure('Give one file with a case and its "return".');
    const limit = limitOf(context.must('big-return'));
    const preview = returnCase(readJsonFile(file));
    if (!preview.ok) {
      throw new CommandFailure([`${file}: ${preview.error.detail}`, ...faultLines(preview.error)].join('\n'));
    }
    const told = { ...preview.value, needsPin: boughtForMinor(preview.value.share) >= limit };
    if (context.json) context.out(JSON.stringify(told));
    else tell(context, told);
    return 0;
  },
};
