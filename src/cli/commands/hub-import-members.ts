import type { Command } from '../command.ts';
import { memberColumns } from './import-columns.ts';
import { importOptions, runImport } from './import-csv.ts';

export const hubImportMembersCommand: Command = {
  name: 'hub import members',
  summary: 'loads members from CSV: id, phone, cards, firstName, birthday, tier, spend, points:WALLET …',
  arguments: 'FILE',
  options: importOptions,
  example: 'kopilka hub import members members.csv --hub http://127.0.0.1:8787 --token T',
  run: (context) => runImport(memberColumns, context),
};
