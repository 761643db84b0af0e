import { formatMoney } from '../../shared/money.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { type ReturnCase, returnCase } from '../evaluate-return.ts';
import { readJsonFile } from '../read-json.ts';

const pointsText = (points: Readonly<Record<string, number>>): string =>
  Object.entries(points)
    .map(([wallet, amount]) => `${amount} of ${wallet}`)
    .join(', ') || 'none';

function tell(context: CommandContext, { share, requote, currency }: ReturnCase): void {
  const money = (amount: number): string => formatMoney(amount, currency, 'en');
  context.out('The exact share of what was paid (what a till books):');
  context.out(`  money back ${money(share.totals.net)}, points back ${pointsText(share.pointsBack)}`);
  context.out(`  earned points taken ${pointsText(share.totals.earned)}`);
  context.out('What stays, quoted as if only it had been bought:');
  context.out(`  money back ${money(requote.net)}, earned points taken ${pointsText(requote.earned)}`);
  context.out(`  promotions no longer reached: ${requote.lost.join(', ') || 'none'}`);
}

export const returnCommand: Command = {
  name: 'return',
  summary: 'what a return gives back, by its exact share and with the rest quoted again',
  arguments: 'FILE',
  options: {},
  example:
    'kopilka return case.json      (program, member, receipt, context; "return": [{"id": "1", "quantity": 1}])',
  run: async (context) => {
    const [file, ...others] = context.positionals;
    if (file === undefined || others.length > 0)
      throw new UsageFailure('Give one file with a case and its "return".');
    const preview = returnCase(readJsonFile(file));
    if (!preview.ok) {
      const faults = (preview.error.errors ?? []).map((fault) => `  ${fault.path}: ${fault.message}`);
      throw new CommandFailure([`${file}: ${preview.error.detail}`, ...faults].join('\n'));
    }
    if (context.json) context.out(JSON.stringify(preview.value));
    else tell(context, preview.value);
    return 0;
  },
};
