import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../clock.ts';
import { noProgress, progressOn, runClock } from './run-clock.ts';

const from = new Date('2026-03-06T17:00:00Z');

describe('runClock()', () => {
  it('ends exactly at the end, having run what fell due and counted its steps', async () => {
    const clock = new VirtualClock(from);
    const to = new Date('2026-03-06T17:40:00Z');
    const ran: string[] = [];
    const seen: string[] = [];
    clock.at(new Date('2026-03-06T17:39:59Z'), () => void ran.push('in time'));
    clock.at(new Date('2026-03-06T17:40:01Z'), () => void ran.push('too late'));

    await runClock(clock, to, {
      start: (steps) => seen.push(`of ${steps}`),
      step: (done, now) => seen.push(`${done} ${now.toISOString().slice(11, 16)}`),
      stop: () => seen.push('stop'),
    });

    expect(clock.now()).toEqual(to);
    expect(ran).toEqual(['in time']);
    expect(seen).toEqual(['of 3', '1 17:15', '2 17:30', '3 17:40', 'stop']);
  });
});

describe('progressOn()', () => {
  it('draws nothing where nobody looks', () => {
    expect(progressOn({ isTTY: false } as NodeJS.WriteStream, 'UTC')).toBe(noProgress); // Only isTTY is read then.
  });
});
