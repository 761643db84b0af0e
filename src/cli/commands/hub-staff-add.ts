import { pinSchema, staffRoleSchema } from '../../contracts/fraud.ts';
import { managedStaffSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions, jsonBody } from './hub-call.ts';
import { staffLines } from './staff-lines.ts';

export const hubStaffAddCommand: Command = {
  name: 'hub staff add',
  summary: 'adds a cashier or manager to the staff list of every till, or changes one',
  options: {
    id: { help: 'what the cash register calls this person', value: 'ID', required: true },
    name: { help: 'name that tills show', value: 'NAME', required: true },
    role: { help: staffRoleSchema.options.join(' or '), value: 'ROLE', default: 'cashier' },
    pin: {
      help: 'digits, 6 or more for a manager (or KOPILKA_PIN in the environment); the present one stays without',
      value: 'PIN',
    },
    member: { help: "the person's own member id", value: 'MEMBER' },
    card: { help: "the person's own loyalty card", value: 'CARD' },
    ...hubOptions,
  },
  example: 'KOPILKA_PIN=845210 kopilka hub staff add --id olga --name Ольга --role manager --token T',
  run: async (context) => {
    const role = staffRoleSchema.safeParse(context.must('role'));
    if (!role.success)
      throw new UsageFailure({
        ru: `--role: нужно ${staffRoleSchema.options.join(' или ')}.`,
        en: `--role must be ${staffRoleSchema.options.join(' or ')}.`,
      });
    const pin = context.text('pin') ?? process.env.KOPILKA_PIN;
    if (pin !== undefined && !pinSchema.safeParse(pin).success) {
      throw new UsageFailure({
        ru: 'В ПИН-коде от 4 до 12 цифр, у управляющего не меньше 6.',
        en: 'A PIN has 4 to 12 digits, 6 or more for a manager.',
      });
    }
    const card = context.text('card');
    const body = {
      id: context.must('id'),
      name: context.must('name'),
      role: role.data,
      member: context.text('member') ?? null,
      cards: card === undefined ? [] : [card],
      ...(pin === undefined ? {} : { pin }),
    };
    const list = await hubCall(context)('/v1/manage/staff', jsonBody(body), managedStaffSchema);
    for (const line of context.json ? [JSON.stringify(list)] : staffLines(list)) context.out(line);
    return 0;
  },
};
