import { type AuditLog, auditLogSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubAuditCommand: Command = {
  name: 'hub audit',
  summary: 'lists what tills asked a manager for, refused or noticed, newest first',
  options: {
    limit: { help: 'how many lines', value: 'N', default: '50' },
    before: { help: 'only lines before this instant', value: 'TIME' },
    ...hubOptions,
  },
  example: 'kopilka hub audit --limit 20 --token T',
  run: async (context) => {
    const limit = context.must('limit');
    if (!/^\d{1,4}$/.test(limit)) throw new UsageFailure('--limit needs a whole number up to 1000.');
    const before = context.text('before');
    const query = new URLSearchParams({ limit, ...(before === undefined ? {} : { before }) });
    const log = await hubCall(context)(`/v1/manage/audit?${query}`, null, auditLogSchema);
    if (context.json) context.out(JSON.stringify(log));
    else if (log.lines.length === 0) context.out('Nothing was asked, refused or noticed.');
    else for (const line of log.lines) context.out(textOf(line));
    return 0;
  },
};

function textOf(line: AuditLog['lines'][number]): string {
  const { at, till, rule, outcome, member, staff, cashier, subject, credit } = line;
  const named = Object.entries({ member, staff, cashier, subject }).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${value}`],
  );
  const points = credit === null ? [] : [`+${credit.points} ${credit.wallet}: ${credit.reason}`];
  return [at, till, rule.padEnd(13), outcome.padEnd(9), ...named, ...points].join('  ');
}
