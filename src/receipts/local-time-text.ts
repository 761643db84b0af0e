/**
 * `05.12.2026 12:30` on the clock of this machine, as a slip writes a moment; in another IANA time zone where one is
 * given.
 */
export function localTimeText(wallMs: number, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ hourCycle: 'h23', timeZone },
  }).formatToParts(wallMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  return `${part('day')}.${part('month')}.${part('year')} ${part('hour')}:${part('minute')}`;
}
