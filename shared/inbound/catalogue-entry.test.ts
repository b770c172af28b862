import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../testing/domain-builders.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseCatalogueEntry } from './catalogue-entry.ts';

const required = {
  zone: 'Europe/Berlin',
  durationHours: 4,
  cutoffHours: 1,
  environment: 'prod',
  owner: 'cloud-operations@example.com',
};

describe('parseCatalogueEntry()', () => {
  it('takes an entry with every field that this version knows', () => {
    const { value, version, ...content } = anEntry({
      ...{ errors: '0', reboot: 'NoReboot', offsetDays: 4, waves: [3, 1], operation: 'Scan' },
      ...{ calendars: ['year-end-freeze'], patchGroup: 'prod-14-days', scanMaxAgeHours: 48 },
      after: { schedule: '2SATX1', minSuccessPercent: 90, soakHours: 72 },
    });

    expect(parse(content, value, version)).toEqual({ value, version, ...content });
  });

  it('fills in what may be left out', () => {
    expect(parse(required)).toEqual(anEntry());
  });

  it.each([
    ['durationHours', 0, 'durationHours is 0, wanted a whole number from 1 to 24 (and 1 more)'],
    ['durationHours', 25, 'durationHours is 25, wanted a whole number from 1 to 24'],
    ['durationHours', 1.5, 'durationHours is 1.5, wanted a whole number'],
    ['durationHours', '4', 'durationHours is "4", wanted a number'],
    ['durationHours', undefined, 'durationHours is missing, wanted a number'],
    ['cutoffHours', -1, 'cutoffHours is -1, wanted a whole number from 0 to 23'],
    ['cutoffHours', 4, 'cutoffHours is 4, wanted less than durationHours, which is 4'],
    ['offsetDays', 28, 'offsetDays is 28, wanted a whole number from 0 to 27'],
    ['zone', 'Europe/Berlim', 'zone is "Europe/Berlim", wanted an IANA time zone such as Europe/Berlin'],
    ['environment', '', 'environment is "", wanted a name such as prod'],
    ['owner', '', 'owner is "", wanted the team that answers for the schedule'],
    ['operation', 'Patch', 'operation is "Patch", wanted Install or Scan'],
    ['after', { schedule: '2SATX1', soak: 3 }, 'after is an object, wanted no field soak'],
    [
      'after',
      { schedule: '2SATX1', minSuccessPercent: 101 },
      'after.minSuccessPercent is 101, wanted a whole number from 0 to 100',
    ],
    ['after', '', 'after is "", wanted the schedule of the ring before, such as 2SATX1'],
    ['calendars', [''], 'calendars[0] is "", wanted the name of a calendar such as year-end-freeze'],
    ['scanMaxAgeHours', 0, 'scanMaxAgeHours is 0, wanted a whole number from 1 to 1000'],
    ['reboot', 'Always', 'reboot is "Always", wanted RebootIfNeeded or NoReboot'],
    ['concurrency', '0', 'concurrency is "0", wanted a number such as 10 or a percentage such as 10%'],
    ['concurrency', '0%', 'concurrency is "0%", wanted a number such as 10 or a percentage such as 10%'],
    ['concurrency', '101%', 'concurrency is "101%", wanted a number such as 10 or a percentage such as 10%'],
    ['concurrency', '12345678', 'concurrency is "12345678", wanted a number such as 10 or a percentage such as 10%'],
    ['errors', '-1', 'errors is "-1", wanted a number such as 0 or a percentage such as 5%'],
    ['errors', '05%', 'errors is "05%", wanted a number such as 0 or a percentage such as 5%'],
    ['cells', { concurrency: '1' }, 'cells.errors is missing, wanted a string'],
    ['cells', { concurrency: '1', errors: '0', accounts: [] }, 'cells is an object, wanted no field accounts'],
    ['waves', [], 'waves is a list of 0, wanted at least one wave'],
    ['waves', [1, 2, 1], 'waves is a list of 3, wanted each wave once'],
    ['waves', [0], 'waves[0] is 0, wanted a whole number from 1 to 100'],
  ])('refuses %s = %j', (field, value, sentence) => {
    expect(refusalOf(() => parse({ ...required, [field]: value })).message).toBe(
      `Cannot parse catalogue entry 22FRI: ${sentence}`,
    );
  });

  it.each(['1', '7', '9999999', '1%', '10%', '100%'])('takes a concurrency of %s', (concurrency) => {
    expect(parse({ ...required, concurrency }).concurrency).toBe(concurrency);
  });

  it.each(['0', '3', '0%', '5%', '100%'])('takes an error limit of %s', (errors) => {
    expect(parse({ ...required, errors }).errors).toBe(errors);
  });

  it('refuses a promise that it cannot keep, rather than ignore it (P5)', () => {
    expect(refusalOf(() => parse({ ...required, approvers: ['security'], freeze: true })).message).toBe(
      'Cannot parse catalogue entry 22FRI: this version cannot honour approvers, freeze, so the entry stays out',
    );
  });

  it('asks the usual of a ring of which it has only the name', () => {
    const usual = { schedule: '2SATX1', minSuccessPercent: 95, soakHours: 0 };
    expect(parse({ ...required, after: '2SATX1' }).after).toEqual(usual);
    expect(parse({ ...required, after: { schedule: '2SATX1' } }).after).toEqual(usual);
  });

  it('leaves to the linter what only the linter needs', () => {
    expect(parse({ ...required, waveGroup: 'payments', maxDaysAfterPatchTuesday: 14 })).toEqual(anEntry());
  });

  it('refuses a name that is no schedule, and content that is no object', () => {
    expect(refusalOf(() => parse(required, '22STA')).message).toContain(
      'Cannot parse catalogue entry 22STA: "22STA" is not a schedule',
    );
    expect(refusalOf(() => parseCatalogueEntry('22FRI', 3, '{')).message).toBe(
      'Cannot parse catalogue entry 22FRI: it is not JSON',
    );
    expect(refusalOf(() => parseCatalogueEntry('22FRI', 3, '[]')).message).toContain(
      'is a list of 0, wanted an object',
    );
  });
});

function parse(content: object, value = '22FRI', version = 3) {
  return parseCatalogueEntry(value, version, JSON.stringify(content));
}
