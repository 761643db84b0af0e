import { programTemplates } from '../../loyalty/templates/registry.ts';
import { type Command, CommandFailure, UsageFailure } from '../command.ts';

export const templatesCommand: Command = {
  name: 'templates',
  summary: 'ready loyalty programs to start from: the list, or one as a program document',
  arguments: '[ID]',
  options: {},
  example: 'kopilka templates\nkopilka templates three-tiers > program.json',
  run: async (context) => {
    const [id, ...others] = context.positionals;
    if (others.length > 0)
      throw new UsageFailure({ en: 'Give one template.', ru: 'Укажите одну программу.' });
    if (id !== undefined) {
      const template = programTemplates.find((one) => one.id === id);
      if (template === undefined) {
        const known = programTemplates.map((one) => one.id).join(', ');
        throw new CommandFailure({
          en: `There is no template "${id}". There are: ${known}.`,
          ru: `Готовой программы «${id}» нет. Есть: ${known}.`,
        });
      }
      context.out(JSON.stringify(template.program, null, 2));
      return 0;
    }
    if (context.json) {
      context.out(JSON.stringify(programTemplates.map(({ program: _program, ...about }) => about)));
      return 0;
    }
    const width = Math.max(...programTemplates.map((template) => template.id.length));
    for (const { id: name, summary } of programTemplates) {
      context.out(`${name.padEnd(width)}  ${summary[context.language]}`);
    }
    return 0;
  },
};
