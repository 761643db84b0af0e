import { onOrder } from '../../src/agent/beside-order.ts';

// Work that dies, or never comes to its end.
onOrder<{ readonly dies: boolean }, never>(({ dies }) => {
  if (dies) process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => {});
});
