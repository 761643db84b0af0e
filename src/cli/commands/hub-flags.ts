import { type ReceiptFlags, receiptFlagsSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubFlagsCommand: Command = {
  name: 'hub flags',
  summary: 'lists receipts that the hub, quoting them again, finds otherwise than their till',
  options: {
    limit: { help: 'how many, the newest first', value: 'N', default: '50' },
    before: { help: 'only those found before this instant', value: 'TIME' },
    ...hubOptions,
  },
  example: 'kopilka hub flags --limit 20 --token T',
  run: async (context) => {
    const limit = context.must('limit');
    if (!/^\d{1,4}$/.test(limit)) throw new UsageFailure('--limit needs a whole number up to 1000.');
    const before = context.text('before');
    const query = new URLSearchParams({ limit, ...(before === undefined ? {} : { before }) });
    const found = await hubCall(context)(`/v1/manage/receipt-flags?${query}`, null, receiptFlagsSchema);
    if (context.json) context.out(JSON.stringify(found));
    else if (found.total === 0) context.out('Every receipt that was quoted again came out the same.');
    else for (const flag of found.flags) context.out(textOf(flag));
    const { waiting = 0 } = found;
    if (!context.json && waiting > 0) context.out(`${waiting} operations are not quoted again yet.`);
    return 0;
  },
};

function textOf(flag: ReceiptFlags['flags'][number]): string {
  const { foundAt, till, purchaseId, pack, kind, path, booked, again } = flag;
  const what = {
    differs: `${path}: the till booked ${booked || 'nothing'}, the hub finds ${again || 'nothing'}`,
    refused: `the engine takes no such receipt: ${again}`,
    'unknown-pack': 'no pack of this number was published here',
  }[kind];
  return `${foundAt}  ${till}  ${purchaseId}  pack ${pack}  ${what}`;
}
