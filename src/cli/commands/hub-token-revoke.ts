import { revokedTokenSchema } from '../../contracts/manage.ts';
import { type Command, UsageFailure } from '../command.ts';
import { hubCall, hubOptions } from './hub-call.ts';

export const hubTokenRevokeCommand: Command = {
  name: 'hub token revoke',
  summary: 'ends a token at once',
  arguments: 'NAME',
  options: hubOptions,
  example: 'kopilka hub token revoke webshop --token T',
  run: async (context) => {
    const [name, ...others] = context.positionals;
    if (name === undefined || others.length > 0)
      throw new UsageFailure({ ru: 'Укажите имя одного ключа.', en: 'Give the name of one token.' });
    const path = `/v1/manage/tokens/${encodeURIComponent(name)}`;
    const answer = await hubCall(context)(path, null, revokedTokenSchema, 'DELETE');
    context.out(
      context.json ? JSON.stringify(answer) : `The token of ${answer.revoked} opens nothing any more.`,
    );
    return 0;
  },
};
