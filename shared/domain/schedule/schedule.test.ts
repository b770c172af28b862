import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nths, parseSchedule, printSchedule, type Schedule, toAwsCron, weekdays } from './schedule.ts';

const wantedWeekday = 'wanted a weekday in capitals: SUN, MON, TUE, WED, THU, FRI, SAT.';
const everyText = new Set(everySchedule().map(printSchedule));

describe('parseSchedule()', () => {
  it('reads every one of the 1,008 schedules, each from a spelling of its own (G1)', () => {
    const texts = everySchedule().map(printSchedule);

    expect(new Set(texts).size).toBe(1008);
    expect(texts.map(parseSchedule)).toEqual(everySchedule().map((schedule) => ({ kind: 'schedule', schedule })));
  });

  it.each([
    ['', 0, '"" is not a schedule: at position 0 it ends, wanted an hour from 0 to 23.'],
    [' 2SATX4', 0, '" 2SATX4" is not a schedule: at position 0 it has " ", wanted an hour from 0 to 23.'],
    ['banana', 0, '"banana" is not a schedule: at position 0 it has "b", wanted an hour from 0 to 23.'],
    ['-1SAT', 0, '"-1SAT" is not a schedule: at position 0 it has "-", wanted an hour from 0 to 23.'],
    ['24SUN', 0, '"24SUN" is not a schedule: at position 0 it has "24", wanted an hour from 0 to 23.'],
    ['02SATX4', 0, '"02SATX4" is not a schedule: at position 0 it has "02", wanted an hour without a leading zero.'],
    ['00SAT', 0, '"00SAT" is not a schedule: at position 0 it has "00", wanted an hour without a leading zero.'],
    ['2', 1, `"2" is not a schedule: at position 1 it ends, ${wantedWeekday}`],
    ['2satx4', 1, `"2satx4" is not a schedule: at position 1 it has "sat", ${wantedWeekday}`],
    ['2STA', 1, `"2STA" is not a schedule: at position 1 it has "STA", ${wantedWeekday}`],
    ['2 SAT', 1, `"2 SAT" is not a schedule: at position 1 it has " SA", ${wantedWeekday}`],
    ['123SAT', 2, `"123SAT" is not a schedule: at position 2 it has "3SA", ${wantedWeekday}`],
    [
      '2SAT#4',
      4,
      '"2SAT#4" is not a schedule: at position 4 it has "#", wanted the end, or X and the number of the week.',
    ],
    [
      '2SATx4',
      4,
      '"2SATx4" is not a schedule: at position 4 it has "x", wanted the end, or X and the number of the week.',
    ],
    [
      '22SAT ',
      5,
      '"22SAT " is not a schedule: at position 5 it has " ", wanted the end, or X and the number of the week.',
    ],
    ['2SATX', 5, '"2SATX" is not a schedule: at position 5 it ends, wanted the number of the week, 1 to 5.'],
    ['2SATX0', 5, '"2SATX0" is not a schedule: at position 5 it has "0", wanted the number of the week, 1 to 5.'],
    ['2SATX6', 5, '"2SATX6" is not a schedule: at position 5 it has "6", wanted the number of the week, 1 to 5.'],
    ['2SATX44', 6, '"2SATX44" is not a schedule: at position 6 it has "4", wanted the end.'],
    ['2SATX4\n', 6, '"2SATX4\\n" is not a schedule: at position 6 it has "\\n", wanted the end.'],
    ['٢SAT', 0, '"٢SAT" is not a schedule: at position 0 it has "٢", wanted an hour from 0 to 23.'],
  ])('refuses %j', (text, position, reason) => {
    expect(parseSchedule(text)).toEqual({ kind: 'refused', position, reason });
  });

  it('quotes no more than the beginning of a long value', () => {
    expect(parseSchedule(`2SAT${'A'.repeat(250)}`)).toMatchObject({
      reason: `"2SAT${'A'.repeat(60)}…" is not a schedule: at position 4 it has "A", wanted the end, or X and the number of the week.`,
    });
  });

  it('takes what prints as itself and refuses everything else, inside the text (G1, G2)', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'0123456789SATUNWEDMOFRIHX# satx'), maxLength: 8 });
    const valid = fc.constantFrom(...everySchedule().map(printSchedule));
    const spoilt = fc
      .tuple(valid, fc.nat(7), fc.string({ maxLength: 2 }))
      .map(([text, at, put]) => splice(text, at, put));

    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly, spoilt, valid), (text) => {
        const parsed = parseSchedule(text);
        if (parsed.kind === 'schedule') return printSchedule(parsed.schedule) === text;
        return parsed.position >= 0 && parsed.position <= text.length && !everyText.has(text);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });
});

describe('toAwsCron()', () => {
  it.each([
    ['2SATX4', 'cron(0 2 ? * 7#4 *)'],
    ['22FRI', 'cron(0 22 ? * 6 *)'],
    ['0SUNX1', 'cron(0 0 ? * 1#1 *)'],
    ['4TUEX2', 'cron(0 4 ? * 3#2 *)'],
    ['23WEDX5', 'cron(0 23 ? * 4#5 *)'],
  ])('%s is %s', (text, cron) => {
    const parsed = parseSchedule(text);
    expect(parsed.kind === 'schedule' && toAwsCron(parsed.schedule)).toBe(cron);
  });

  it('tells all schedules apart', () => {
    expect(new Set(everySchedule().map(toAwsCron)).size).toBe(1008);
  });
});

function everySchedule(): Schedule[] {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const kinds = [{ kind: 'weekly' } as const, ...nths.map((nth) => ({ kind: 'nth', nth }) as const)];
  return hours.flatMap((hour) =>
    weekdays.flatMap((weekday) => kinds.map((occurrence) => ({ hour, weekday, occurrence }))),
  );
}

function splice(text: string, at: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + 1);
}
