import { existsSync, readFileSync } from 'node:fs';

/** Resident memory of a process in MB, as the kernel counts it; null where there is no /proc. */
export function residentMb(pid: number | undefined): number | null {
  const path = `/proc/${pid}/status`;
  if (pid === undefined || !existsSync(path)) return null;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

/** CPU time of a process so far, milliseconds; null where there is no /proc. */
export function cpuMs(pid: number | undefined): number | null {
  const path = `/proc/${pid}/schedstat`;
  if (pid === undefined || !existsSync(path)) return null;
  return Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6;
}

/** Of Linux: its own figures of processes are in hundredths of a second. */
const tickMs = 10;

/** CPU time of a process and all its threads so far, milliseconds; null where there is no /proc. */
export function processCpuMs(pid: number | undefined): number | null {
  const path = `/proc/${pid}/stat`;
  if (pid === undefined || !existsSync(path)) return null;
  // The name, in brackets, may hold anything; utime and stime are the 12th and 13th fields behind it.
  const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
