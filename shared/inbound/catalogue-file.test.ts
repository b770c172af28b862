import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseScheduleFile } from './catalogue-file.ts';

const required = {
  ...{ zone: 'Europe/Berlin', durationHours: 4, cutoffHours: 1, environment: 'prod' },
  owner: 'cloud-operations@example.com',
};
const rule = {
  ...{ zone: 'Europe/Berlin', durationHours: 4, cutoffHours: 1, environment: 'prod' },
  ...{ offsetDays: 0, waves: [1, 2] },
};

function parse(content: object) {
  return parseScheduleFile('schedules/2SAT.json', JSON.stringify(content));
}

describe('parseScheduleFile()', () => {
  it('gives the rule with what was left out, and the content without it', () => {
    expect(parse({ $schema: 'x', ...required })).toEqual({ rule, content: required });
  });

  it.each([
    [{ waveGroup: 'payments' }, { waveGroup: 'payments' }],
    [{ after: '2SATX1' }, { after: '2SATX1' }],
    [{ after: { schedule: '2SATX1', minSuccessPercent: 95, soakHours: 72 } }, { after: '2SATX1', soakHours: 72 }],
    [{ after: { schedule: '2SATX1' } }, { after: '2SATX1' }],
    [{ calendars: ['year-end'] }, { calendars: ['year-end'] }],
    [{ maxDaysAfterPatchTuesday: 14 }, { maxDaysAfterPatchTuesday: 14 }],
    [{ zone: 'Europe/Berlim' }, { zone: 'Europe/Berlim' }],
    [{ cutoffHours: 23 }, { cutoffHours: 23 }],
  ])('takes %j', (written, expected) => {
    expect(parse({ ...required, ...written })).toEqual({
      rule: { ...rule, ...expected },
      content: { ...required, ...written },
    });
  });

  it.each([
    [{ zone: '' }, 'zone is "", wanted an IANA time zone such as Europe/Berlin'],
    [{ zone: 3 }, 'zone is 3, wanted a string'],
    [{ zonne: 'UTC' }, 'it has "zonne", wanted no fields but zone, durationHours, cutoffHours, offsetDays,'],
    [{ after: { schedule: '2SAT', soakHours: -1 } }, 'after.soakHours is -1, wanted a whole number from 0 to 1000'],
    [{ after: [] }, 'after is a list of 0, wanted the schedule of the ring before, such as 2SATX1'],
    [{ waveGroup: '' }, 'waveGroup is "", wanted a name such as payments'],
    [{ calendars: [''] }, 'calendars[0] is "", wanted the name of a calendar such as year-end-freeze'],
    [{ maxDaysAfterPatchTuesday: 367 }, 'maxDaysAfterPatchTuesday is 367, wanted a whole number from 1 to 366'],
  ])('refuses %j', (written, sentence) => {
    const { message } = refusalOf(() => parse({ ...required, ...written }));
    expect(message).toContain(`Cannot parse schedules/2SAT.json: ${sentence}`);
  });
});
