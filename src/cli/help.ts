import { commonOptions } from './arguments.ts';
import type { Command } from './command.ts';

const column = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

/** The page of `kopilka --help`. */
export function overview(commands: readonly Command[]): string {
  return [
    'Kopilka: loyalty at the till that never waits for the network.',
    '',
    'Usage: kopilka <command> [options]     (in a clone: npm run kopilka -- <command> …)',
    '',
    'Commands:',
    ...column(commands.map((command) => [command.name, command.summary] as const)),
    '',
    'Every command takes --help (with an example) and --json. Exit: 0 done, 1 failed, 2 wrong usage.',
  ].join('\n');
}

/** The page of `kopilka <command> --help`. */
export function commandHelp(command: Command): string {
  const options = Object.entries({ ...command.options, ...commonOptions }).map(([name, spec]) => {
    const value = 'value' in spec && spec.value !== undefined ? ` ${spec.value}` : '';
    const fallback = 'default' in spec && spec.default !== undefined ? ` (default ${spec.default})` : '';
    const required = 'required' in spec && spec.required === true ? ' (required)' : '';
    return [`--${name}${value}`, `${spec.help}${fallback}${required}`] as const;
  });
  const words = command.arguments === undefined ? '' : ` ${command.arguments}`;
  return [
    `${command.summary}`,
    '',
    `Usage: kopilka ${command.name}${words} [options]`,
    '',
    'Options:',
    ...column(options),
    '',
    'Example:',
    ...command.example.split('\n').map((line) => `  ${line}`),
  ].join('\n');
}
