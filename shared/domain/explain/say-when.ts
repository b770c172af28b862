import { formatLocal } from '../schedule/local-time.ts';

/** Such as `2026-03-06 22:00 Europe/Berlin (2026-03-06T21:00:00Z)`. */
export function sayWhen(instant: Date, zone: string): string {
  return `${formatLocal(instant, zone).slice(0, 16).replace('T', ' ')} ${zone} (${instant.toISOString().slice(0, 19)}Z)`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units of a stretch of time that count: `2 seconds`, `1 hour 5 minutes`. */
export function sayLapse(ms: number): string {
  let left = Math.round(Math.abs(ms) / 1000);
  const said: string[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) said.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return said.length === 0 ? '0 seconds' : said.slice(0, 2).join(' ');
}
