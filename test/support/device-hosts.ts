import { readdirSync, readFileSync } from 'node:fs';

/** Processes below this one that run the device host. */
export function deviceHosts(): number[] {
  const parents = new Map<number, number>();
  const hosts: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]));
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('drivers/host/main.ts'))
        hosts.push(Number(name));
    } catch {
      // The process has ended between the two looks.
    }
  }
  const isMine = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isMine(parent));
  };
  return hosts.filter(isMine);
}
