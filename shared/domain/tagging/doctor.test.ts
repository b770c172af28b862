import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CorpusRow, doctorCorpus } from '../../testing/doctor-corpus.ts';
import { nths, weekdays } from '../schedule/schedule.ts';
import { diagnose, guessMeant } from './doctor.ts';

const approved = ['22FRI', '2SAT', '6SAT', '2SATX4', '4TUEX2'];

describe('diagnose()', () => {
  it.each([
    ['2SAT', 'approved', 'an approved value'],
    ['EXEMPT', 'reserved', 'a reserved value'],
    ['REPLACE', 'reserved', 'a reserved value'],
  ])('leaves %s as it is: %s', (value, kind, because) => {
    expect(diagnose(value, approved)).toEqual({ kind, value, confidence: 'certain', distance: 0, because });
  });

  it.each([
    ['2sat', '2SAT', 'the same but for case, spaces or punctuation'],
    [' "2-SAT" ', '2SAT', 'the same but for case, spaces or punctuation'],
    [`2SAT${' '.repeat(76)}`, '2SAT', 'the same but for case, spaces or punctuation'],
    ['Z5AT', '2SAT', 'the same but for characters that look alike'],
    ['4th Saturday 2 am', '2SATX4', 'the same in another notation'],
    ['cron(0 4 ? * TUE#2 *)', '4TUEX2', 'the same in another notation'],
  ])('is certain that %j is %s: %s', (value, meant, because) => {
    expect(diagnose(value, approved)).toEqual({
      kind: 'meant',
      value: meant,
      confidence: 'certain',
      distance: 0,
      because,
    });
  });

  it.each([
    ['2STA', '2SAT', 1, 'optimal string alignment, distance 1'],
    ['2SSATTX4', '2SATX4', 2, 'optimal string alignment, distance 2'],
    ['2 Satruday', '2SAT', 1, 'optimal string alignment, distance 1'],
    ['Sat 2', '2SAT', 0, 'the only approved value that it can be read as'],
    ['friday', '22FRI', 0, 'the only approved value that it can be read as'],
    ['SATX4', '2SATX4', 0, 'the only approved value that it can be read as'],
    ['EXCEMPT', 'EXEMPT', 1, 'optimal string alignment, distance 1'],
  ])('finds it likely that %j is %s, at %i', (value, meant, distance, because) => {
    expect(diagnose(value, approved)).toEqual({ kind: 'meant', value: meant, confidence: 'likely', distance, because });
  });

  it.each([
    ['22SATX4', ['2SATX4'], '2SATX4', '22SATX4'],
    ['2SATX4', ['2SATX3'], '2SATX3', '2SATX4'],
    ['2FRI', ['22FRI'], '22FRI', '2FRI'],
    ['22satx4', ['2SATX4'], '2SATX4', '22SATX4'],
    ['02SATX4', ['12SATX4'], '12SATX4', '2SATX4'],
  ])(
    'takes %s, where only %j is approved, for a schedule itself, so that %s is no more than possible (D7)',
    (...row) => {
      const [value, values, meant, said] = row;
      const because = `"${said}" is itself a schedule, not approved; optimal string alignment, distance 1`;
      expect(diagnose(value, values)).toEqual({
        kind: 'meant',
        value: meant,
        confidence: 'possible',
        distance: 1,
        because,
      });
    },
  );

  it.each([
    ['3SAT', ['2SAT', '6SAT'], 'optimal string alignment, distance 1'],
    ['saturday', ['2SAT', '6SAT', '2SATX4'], 'it can be read as each of them'],
  ])('proposes nothing for %s, to which several are equally near', (value, values, because) => {
    expect(diagnose(value, approved)).toEqual({ kind: 'several', values, because });
  });

  it.each([
    ['2SUN', 'another weekday'],
    ['4THUX2', 'another weekday'],
    ['2SATX4+4', 'an offset of days'],
    ['2:30 SAT', 'half past'],
    ['cron(30 2 ? * SAT *)', 'half past'],
    ['Saturday 3 am', 'another hour, in words'],
    ['2 aug', 'two slips in four characters'],
    ['2022FRI', 'another number'],
    ['02SATX9', 'a slip too many for a number'],
    ['14SATX4', 'a whole schedule, two slips away'],
    ['Sat 2 or 4', 'words that are not understood'],
    ['', 'nothing at all'],
    [`2SAT${' '.repeat(77)}`, 'more than anybody writes'],
  ])('proposes nothing for %j: %s', (value) => {
    expect(diagnose(value, approved)).toEqual({ kind: 'none' });
  });

  it.each([
    '!6SAT',
    '~EXEMPT',
    '-REPLACE',
    'no 6sat',
    'no6SAT',
    'un-exempt',
    'UNEXEMPT',
    '2SATL',
    '2SAT-L',
    '2SATXL',
    '2SATX-1',
    'not exempt',
  ])('proposes nothing for %j, which denies what it names or counts from the end (D6)', (value) => {
    expect(diagnose(value, ['2SAT', '6SAT', '2SATX4'])).toEqual({ kind: 'none' });
  });

  it('hesitates where one of two readings leaves the hour open', () => {
    expect(diagnose('SAT2', ['4SATX2'])).toEqual({ kind: 'none' });
    expect(diagnose('SAT2', ['4SATX2', '2SAT'])).toMatchObject({ kind: 'several', values: ['4SATX2', '2SAT'] });
  });

  it('never proposes a parameter whose name is no schedule, nor calls it approved', () => {
    expect(diagnose('Sat', ['Sat'])).toEqual({ kind: 'none' });
    expect(diagnose('2SATX8', ['2SATX9'])).toEqual({ kind: 'none' });
  });
});

describe('guessMeant()', () => {
  // Goal: what is only possible is never taken for a slip (D7). Method: every schedule there is, against each catalogue
  // of the corpus without it, and against catalogues of a single schedule one slip away.
  it('is never certain, nor finds it likely, that a schedule is another one', () => {
    const all = everySchedule();
    const catalogues = [...new Set(doctorCorpus().map((row) => row.approved)), approved, ['2SATX4'], ['12SUN']];
    const guesses = catalogues.flatMap((values) =>
      all.filter((value) => !values.includes(value)).map((value) => ({ value, guess: guessMeant(value, values) })),
    );
    const meant = guesses.flatMap(({ value, guess }) => (guess.kind === 'meant' ? [{ value, guess }] : []));

    expect(all.length).toBe(24 * 7 * 6);
    expect(meant.length).toBeGreaterThan(100);
    for (const { value, guess } of meant) {
      expect([value, guess.confidence, guess.because]).toEqual([
        value,
        'possible',
        `"${value}" is itself a schedule, not approved; optimal string alignment, distance 1`,
      ]);
    }
  });

  // Goal: a proposal is never made up, never the value itself, and the same whatever the order of the catalogue.
  // Method: arbitrary text, and text made of the letters of schedules, against arbitrary catalogues.
  it('proposes what is approved or reserved, and nothing else, in any order of the catalogue', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const week = fc.constantFrom('', ...nths.map((nth) => `X${nth}`));
    const schedule = fc.tuple(hour, fc.constantFrom(...weekdays), week).map((parts) => parts.join(''));
    const letters = fc.string({ unit: fc.constantFrom(...'0124SATUNFRIX# :'), maxLength: 9 });
    fc.assert(
      fc.property(
        fc.oneof(schedule, letters, fc.string({ unit: 'binary', maxLength: 90 })),
        fc.uniqueArray(schedule, { maxLength: 12 }),
        (value, values) => {
          if (values.includes(value)) return;
          const guess = guessMeant(value, values);
          const proposed = guess.kind === 'meant' ? [guess.value] : guess.kind === 'several' ? guess.values : [];
          expect([...values, 'EXEMPT', 'REPLACE']).toEqual(expect.arrayContaining([...proposed]));
          expect(proposed).not.toContain(value);

          const turned = guessMeant(value, [...values].reverse());
          expect(turned).toEqual(guess.kind === 'several' ? { ...guess, values: [...guess.values].reverse() } : guess);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });
});

function everySchedule(): string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const weeks = ['', ...nths.map((nth) => `X${nth}`)];
  return hours.flatMap((hour) => weekdays.flatMap((weekday) => weeks.map((week) => `${hour}${weekday}${week}`)));
}

interface Score {
  readonly class: string;
  readonly rows: number;
  readonly right: number;
  readonly wrong: readonly string[];
}

describe('the corpus', () => {
  const corpus = doctorCorpus();
  const scores = [...new Set(corpus.map((row) => row.class))].map((name) => score(name, corpus));

  it('is large enough to say something: ten classes of 20, and 30 values that mean nothing for sure', () => {
    const classes = scores.filter(({ class: name, rows }) => name !== 'ambiguous' && rows >= 20);

    expect(classes.length).toBeGreaterThanOrEqual(10);
    expect(
      corpus.filter(({ class: name, meant }) => name === 'ambiguous' && meant === undefined).length,
    ).toBeGreaterThanOrEqual(30);
  });

  it('holds each value once, none that is right already, and expects only what is approved', () => {
    const seen = new Set(corpus.map(({ wrong, approved }) => JSON.stringify([wrong, approved])));

    expect(seen.size).toBe(corpus.length);
    for (const { wrong, meant, approved } of corpus) {
      const values = [...approved, 'EXEMPT', 'REPLACE'];
      expect(values).not.toContain(wrong);
      if (meant !== undefined) expect(values).toContain(meant);
    }
  });

  it('is read right in at least 95 of 100, and nothing wrong is ever proposed', () => {
    process.stdout.write(`${tableOf(scores)}\n`);
    const right = scores.reduce((sum, row) => sum + row.right, 0);

    expect(scores.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(right / corpus.length).toBeGreaterThanOrEqual(0.95);
    for (const { class: name, rows, right: found } of scores) expect([name, found / rows >= 0.9]).toEqual([name, true]);
  });
});

function score(name: string, corpus: readonly CorpusRow[]): Score {
  const rows = corpus.filter((row) => row.class === name);
  const proposals = rows.map((row) => ({ ...row, proposed: proposalFor(row) }));
  return {
    class: name,
    rows: rows.length,
    right: proposals.filter(({ meant, proposed }) => meant === proposed).length,
    wrong: proposals
      .filter(({ meant, proposed }) => proposed !== undefined && proposed !== meant)
      .map(({ wrong, proposed }) => `${wrong} is not ${proposed}`),
  };
}

function proposalFor({ wrong, approved }: CorpusRow): string | undefined {
  const diagnosis = diagnose(wrong, approved);
  return diagnosis.kind === 'several' || diagnosis.kind === 'none' ? undefined : diagnosis.value;
}

function tableOf(scores: readonly Score[]): string {
  const all = scores.reduce((sum, { rows }) => sum + rows, 0);
  const right = scores.reduce((sum, row) => sum + row.right, 0);
  const total: Score = { class: 'all', rows: all, right, wrong: scores.flatMap(({ wrong }) => wrong) };
  const lines = [...scores, total].map(
    ({ class: name, rows, right: found, wrong }) =>
      `${name.padEnd(26)}${String(rows).padStart(5)}${String(found).padStart(7)}${String(wrong.length).padStart(7)}`,
  );
  return [`${'the tag doctor, by class'.padEnd(26)} rows  right  wrong`, ...lines].join('\n');
}
