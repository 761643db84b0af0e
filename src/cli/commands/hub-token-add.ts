import { roleSchema, tokenResultSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';

export const hubTokenAddCommand: Command = {
  name: 'hub token add',
  summary: 'makes a token for a person or a program; it is shown once',
  options: {
    name: { help: 'whom it is for, such as anna or webshop', value: 'NAME', required: true },
    role: { help: `${roleSchema.options.join(', ')}`, value: 'ROLE', required: true },
    ...hubOptions,
  },
  example: 'kopilka hub token add --name webshop --role integrator --token T',
  run: async (context) => {
    const role = roleSchema.safeParse(context.must('role'));
    if (!role.success) throw new UsageFailure(`--role must be one of ${roleSchema.options.join(', ')}.`);
    const body = jsonBody({ name: context.must('name'), role: role.data });
    const made = await hubCall(context)('/v1/manage/tokens', body, tokenResultSchema);
    if (context.json) context.out(JSON.stringify(made));
    else context.out(`Token of ${made.name} (${made.role}), shown only now: ${made.token}`);
    return 0;
  },
};
