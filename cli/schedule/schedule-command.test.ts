import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../testing/run-command.ts';

function schedule(...words: string[]) {
  return runCommand(['schedule', ...words]);
}

describe('patchplane schedule', () => {
  it('prints its windows as data', async () => {
    const { code, out, err } = await schedule(
      ...['2SATX4', '--zone', 'Europe/Berlin', '--from', '2026-01-01', '--count', '3', '--json'],
    );

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      `${JSON.stringify([
        { window: '2SATX4@2026-01-24', opensAt: '2026-01-24T01:00:00Z', local: '2026-01-24T02:00:00+01:00' },
        { window: '2SATX4@2026-02-28', opensAt: '2026-02-28T01:00:00Z', local: '2026-02-28T02:00:00+01:00' },
        { window: '2SATX4@2026-03-28', opensAt: '2026-03-28T01:00:00Z', local: '2026-03-28T02:00:00+01:00' },
      ])}\n`,
    );
  });

  it('says that an hour did not exist, in words and as data', async () => {
    const words = ['2SUNX2', '--zone', 'America/New_York', '--from', '2026-03-01', '--count', '1'];
    expect((await schedule(...words)).out).toMatchInlineSnapshot(`
"2SUNX2: 02:00 on the 2nd Sunday of the month, America/New_York
  2SUNX2@2026-03-08  2026-03-08T03:00:00-04:00  2026-03-08T07:00:00Z
  ! On 2026-03-08, 02:00 did not exist in America/New_York: the clocks went forward, and the window opens at 03:00, the first instant after the gap.
"
`);
    expect(JSON.parse((await schedule(...words, '--json')).out)).toEqual([
      {
        window: '2SUNX2@2026-03-08',
        opensAt: '2026-03-08T07:00:00Z',
        local: '2026-03-08T03:00:00-04:00',
        clockChange: 'gap',
        sentence: expect.stringContaining('02:00 did not exist in America/New_York'),
      },
    ]);
  });

  it.each([
    [['1SUNX1', '--zone', 'America/New_York', '--from', '2026-11-01'], '01:00 came twice in America/New_York'],
    [['1SUNX1', '--zone', 'America/New_York', '--from', '2026-11-01'], 'at the first, 2026-11-01T01:00:00-04:00.'],
    [['0SUNX1', '--zone', 'America/Santiago', '--from', '2026-09-01'], '00:00 did not exist in America/Santiago'],
    [['2FRI', '--zone', 'Pacific/Apia', '--from', '2011-12-26'], 'the window opens at 00:00 on 2011-12-31'],
  ])('%j: %s', async (words, sentence) => {
    expect((await schedule(...words, '--count', '1')).out).toContain(sentence);
  });

  it('begins at midnight in the zone, which is not midnight in UTC', async () => {
    const { out } = await schedule('0MON', '--zone', 'Asia/Tokyo', '--from', '2026-03-02', '--count', '1', '--json');
    expect(JSON.parse(out)).toMatchObject([{ window: '0MON@2026-03-02', opensAt: '2026-03-01T15:00:00Z' }]);
  });

  it('begins now, in UTC, with five, unless told', async () => {
    const { out } = await schedule('13THU', '--json');
    const windows: readonly { readonly window: string }[] = JSON.parse(out);
    expect(windows).toHaveLength(5);
    expect(windows[0]?.window).toBe('13THU@2026-03-05');
  });

  it('writes events that keep their UID and say what the clock did', async () => {
    const words = ['2SUNX2', '--zone', 'America/New_York', '--from', '2026-02-01', '--count', '2', '--ics'];
    const { code, out } = await schedule(...words);

    expect(code).toBe(0);
    expect(out.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const lines = out.replaceAll('\r\n ', '').split('\r\n');
    expect(lines.filter((line) => /^(UID|DTSTART|DTSTAMP|DESCRIPTION)/.test(line))).toEqual([
      'UID:2SUNX2-2026-02-08-America/New_York@patchplane',
      'DTSTAMP:20260305T120000Z',
      'DTSTART:20260208T070000Z',
      'DESCRIPTION:2026-02-08T02:00:00-05:00 in America/New_York.',
      'UID:2SUNX2-2026-03-08-America/New_York@patchplane',
      'DTSTAMP:20260305T120000Z',
      'DTSTART:20260308T070000Z',
      expect.stringContaining('02:00 did not exist'),
    ]);
  });

  it('gives a window one UID however its zone is typed, and another in another zone', async () => {
    const uids = async (zone: string) =>
      (await schedule('2SAT', '--zone', zone, '--ics')).out.replaceAll('\r\n ', '').match(/^UID:.*$/gm);
    const berlin = await uids('Europe/Berlin');

    expect(berlin).toHaveLength(5);
    expect(await uids('europe/berlin')).toEqual(berlin);
    expect((await uids('Asia/Tokyo'))?.filter((uid) => berlin?.includes(uid))).toEqual([]);
  });

  it('spells a zone as the zone database does', async () => {
    const { code, out } = await schedule('2SAT', '--zone', 'europe/berlin', '--count', '1');
    expect({ code, title: out.split('\n')[0] }).toEqual({
      code: 0,
      title: '2SAT: 02:00 every Saturday, Europe/Berlin',
    });
  });

  it.each([
    [['2STA'], 'Cannot read the schedule: "2STA" is not a schedule: at position 1 it has "STA"'],
    [['2SATX6'], 'at position 5 it has "6", wanted the number of the week, 1 to 5'],
    [[''], '"" is not a schedule'],
    [['2SAT', '--zone', 'Berlin'], 'Cannot read --zone: it is "Berlin", wanted an IANA time zone'],
    [['2SAT', '--from', '2026-02-29'], 'Cannot read --from: it is "2026-02-29", wanted a date from 1970 to 2999'],
    [['2SAT', '--from', '2026-2-1'], 'it is "2026-2-1"'],
    [['2SAT', '--from', '1969-12-31'], 'it is "1969-12-31"'],
    [['2SAT', '--from', 'soon'], 'it is "soon"'],
    [['2SAT', '--count', '0'], 'Cannot read --count: it is "0", wanted a whole number from 1 to 1000'],
    [['2SAT', '--count', '1001'], 'it is "1001"'],
    [['2SAT', '--count', '1e2'], 'it is "1e2"'],
    [['2SAT', '--json', '--ics'], 'Cannot print both --json and --ics'],
  ])('refuses %j', async (words, sentence) => {
    const { code, out, err } = await schedule(...words);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
  });
});
