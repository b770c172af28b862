import { describe, expect, it } from '@jest/globals';
import { InputError } from '../organization/input-error.ts';
import { readOptions } from './options.ts';

describe('readOptions()', () => {
  it('runs the default organization for its whole weekend', () => {
    const options = readOptions([]);

    expect(options).toMatchObject({
      seed: 1,
      json: false,
      withoutTicks: undefined,
      servePort: undefined,
      outFolder: 'out',
    });
    expect(options?.organization.name).toBe('Example Trading');
  });

  it("reads times in the organization's zone, and those with an offset as they stand", () => {
    const options = readOptions([
      '--from',
      '2026-03-06T21:00',
      '--to',
      '2026-03-07T08:00Z',
      '--without-ticks',
      '2026-03-06T22:00/2026-03-06T22:15',
    ]);

    expect(options?.organization.from).toEqual(new Date('2026-03-06T20:00Z'));
    expect(options?.organization.to).toEqual(new Date('2026-03-07T08:00Z'));
    expect(options?.withoutTicks).toEqual({ from: new Date('2026-03-06T21:00Z'), to: new Date('2026-03-06T21:15Z') });
  });

  it.each([
    [['--seed', 'lucky'], 'Cannot read --seed: it is "lucky", wanted a whole number from 0 to'],
    [['--seed', '-1'], 'Cannot read --seed: it is "-1", wanted a whole number'],
    [['--serve', '70000'], 'Cannot read --serve: it is "70000", wanted a whole number from 0 to 65535'],
    [['--from', 'Friday'], 'Cannot read --from: it is "Friday", wanted a local time such as'],
    [['--to', '2026-03-01T00:00'], 'Cannot read --to: it is "2026-03-01T00:00", wanted a time after the beginning'],
    [['--from', '2027-01-01T00:00'], 'Cannot read --from: it is "2027-01-01T00:00", wanted a time before the end'],
    [
      ['--without-ticks', '2026-03-06T22:00'],
      'Cannot read --without-ticks: it is "2026-03-06T22:00", wanted two times',
    ],
    [['--without-ticks', '2026-03-06T22:00/2026-03-06T21:00'], 'wanted the earlier time first'],
    [['--organization', 'nowhere.json'], 'Cannot read organization nowhere.json: there is no such file'],
    [['--sed', '2'], "Cannot read the command line: unknown option '--sed'"],
    [['default.json'], 'Cannot read the command line: too many arguments'],
    [['--seed'], "option '--seed <number>' argument missing"],
  ])('refuses %j', (words, message) => {
    expect(() => readOptions(words)).toThrow(InputError);
    expect(() => readOptions(words)).toThrow(message);
  });

  it('prints help, and then there is nothing to run', () => {
    let help = '';
    const options = readOptions(['--help'], {
      writeOut: (text) => {
        help += text;
      },
    });

    expect(options).toBeUndefined();
    for (const flag of [
      '--organization',
      '--from',
      '--to',
      '--seed',
      '--without-ticks',
      '--json',
      '--serve',
      '--out',
    ]) {
      expect(help).toContain(flag);
    }
  });
});
