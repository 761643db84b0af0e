import { resolve } from 'node:path';
import { type Command, CommandFailure } from '../command.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: "checks a till's data: pages, journal chain, ledger sums, stored answers",
  options: { data: { help: 'folder of the till', value: 'DIR', required: true } },
  example: 'kopilka doctor --data ./till',
  run: async (context) => {
    const dataDir = resolve(context.must('data'));
    const { examineTill } = await import('../../agent/examine-till.ts');
    const findings = examineTill(dataDir);
    if (findings === null) {
      throw new CommandFailure(
        `There is no till in ${dataDir}. Give the folder that "kopilka till --data" uses.`,
      );
    }
    if (context.json) context.out(JSON.stringify({ ok: findings.length === 0, findings }));
    else if (findings.length === 0) context.out('All is well.');
    else for (const finding of findings) context.out(`${finding.code}: ${finding.detail}`);
    return findings.length === 0 ? 0 : 1;
  },
};
