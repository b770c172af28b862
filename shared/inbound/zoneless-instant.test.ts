import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import * as z from 'zod/mini';
import { zonelessInstant } from './zoneless-instant.ts';

describe('zonelessInstant', () => {
  it.each([
    ['Nov 29, 2024 7:43:20 PM', '2024-11-29T19:43:20.000Z'],
    ['Nov 29, 2024, 7:43:20 PM', '2024-11-29T19:43:20.000Z'],
    ['Nov 29, 2024, 7:43:20\u202fPM', '2024-11-29T19:43:20.000Z'],
    ['Mar 6, 2026 12:00:00 AM', '2026-03-06T00:00:00.000Z'],
    ['Mar 6, 2026 12:30:00 PM', '2026-03-06T12:30:00.000Z'],
    ['Feb 29, 2024 11:59:59 PM', '2024-02-29T23:59:59.000Z'],
    ['2026-03-06T21:05:08Z', '2026-03-06T21:05:08.000Z'],
  ])('reads %s as UTC', (text, expected) => {
    expect(z.parse(zonelessInstant, text).toISOString()).toBe(expected);
  });

  // The zone belongs to the process, hence a process of its own, in places where noon is not noon in UTC.
  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'])('does so on a machine in %s too', (zone) => {
    expect(printedIn(zone, "new Date('Jul 1, 2026 12:00:00 PM')")).not.toBe('2026-07-01T12:00:00.000Z');
    expect(printedIn(zone, "z.parse(zonelessInstant, 'Jul 1, 2026 12:00:00 PM')")).toBe('2026-07-01T12:00:00.000Z');
  });

  it.each([
    'Feb 30, 2026 9:43:30 PM',
    'Foo 3, 2026 9:43:30 PM',
    'Mar 6, 2026 13:00:00 PM',
    'Mar 6, 2026 0:00:00 AM',
    'Mar 6, 2026 21:05:08',
    'Mar 6, 2026 9:60:00 PM',
    '2026-03-06T21:05:08',
    '',
  ])('refuses %j', (text) => {
    expect(z.safeParse(zonelessInstant, text).success).toBe(false);
  });
});

function printedIn(zone: string, expression: string): string {
  const script = `
    import * as z from 'zod/mini';
    import { zonelessInstant } from './zoneless-instant.ts';
    process.stdout.write(${expression}.toISOString());`;
  const stdin = { contents: script, resolveDir: import.meta.dirname, loader: 'ts' } as const;
  const { outputFiles } = buildSync({ stdin, bundle: true, platform: 'node', format: 'esm', write: false });
  const code = outputFiles.map(({ text }) => text).join('');
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env: { TZ: zone } });
}
