import type { EarnStep } from '../rules/rule.ts';

/** Earning steps whose promotion takes part, in their order: scratch of one quote. */
type Tasks = { count: number; readonly orders: number[]; readonly steps: EarnStep[] };

const createTasks = (): Tasks => ({ count: 0, orders: [], steps: [] });

export const multipliers = createTasks();
export const percents = createTasks();
/** Those that give whole points. */
export const wholes = createTasks();

function tasksOf(step: EarnStep): Tasks {
  if (step.multiplyHundredths > 0) return multipliers;
  return step.basisPoints > 0 ? percents : wholes;
}

export function clearTasks(): void {
  multipliers.count = 0;
  percents.count = 0;
  wholes.count = 0;
}

/** Lists a step of the promotion with this order number. */
export function addTask(order: number, step: EarnStep): void {
  const tasks = tasksOf(step);
  tasks.orders[tasks.count] = order;
  tasks.steps[tasks.count] = step;
  tasks.count += 1;
}

function isAmong({ count, steps }: Tasks, wallet: number): boolean {
  for (let i = 0; i < count; i += 1) if (steps[i]?.wallet === wallet) return true;
  return false;
}

/** Does any step earn in this wallet? */
export const hasTaskIn = (wallet: number): boolean =>
  isAmong(multipliers, wallet) || isAmong(percents, wallet) || isAmong(wholes, wallet);
