import { describe, expect, it } from '@jest/globals';
import { writeCalendar } from '../calendar/write-calendar.ts';
import { beginning, type FakeCloud, fakeCloud, hub, member } from '../fleet/fake-cloud.ts';

const HOUR_MS = 3_600_000;

/** Closed from so many hours after the beginning to so many. */
function closed(...spans: readonly (readonly [from: number, to: number])[]): string {
  const hoursIn = (hours: number) => new Date(beginning.getTime() + hours * HOUR_MS);
  return writeCalendar(spans.map(([from, to]) => ({ from: hoursIn(from), to: hoursIn(to), summary: 'freeze' })));
}

async function world(calendars: Readonly<Record<string, string>>): Promise<FakeCloud> {
  const fake = fakeCloud([]);
  for (const [Name, Content] of Object.entries(calendars)) await create(fake, { Name, Content });
  return fake;
}

function create(fake: FakeCloud, input: object) {
  return fake.call('ssm', 'CreateDocument', { DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', ...input }, hub);
}

function state(fake: FakeCloud, CalendarNames: readonly string[], AtTime?: string, cell = hub) {
  return fake.call('ssm', 'GetCalendarState', { CalendarNames, ...(AtTime !== undefined && { AtTime }) }, cell);
}

describe('GetCalendarState', () => {
  it('says how a calendar stands, now or then, and when that changes', async () => {
    const fake = await world({ freeze: closed([6, 8]) });

    expect(await state(fake, ['freeze'])).toEqual({
      State: 'OPEN',
      AtTime: '2026-03-06T18:00:00Z',
      NextTransitionTime: '2026-03-07T00:00:00Z',
    });
    expect(await state(fake, ['freeze'], '2026-03-07T01:00:00Z')).toMatchObject({
      State: 'CLOSED',
      NextTransitionTime: '2026-03-07T02:00:00Z',
    });
    expect(await state(fake, ['freeze'], '2026-03-07T02:00:00Z')).toEqual({
      State: 'OPEN',
      AtTime: '2026-03-07T02:00:00Z',
    });
  });

  it('is open only while all of several are, and tells of the next change of that', async () => {
    const fake = await world({ one: closed([1, 3]), other: closed([2, 5]), third: closed([5, 6]) });

    expect(await state(fake, ['one', 'other', 'third'])).toMatchObject({ NextTransitionTime: '2026-03-06T19:00:00Z' });
    expect(await state(fake, ['one', 'other', 'third'], '2026-03-06T19:30:00Z')).toMatchObject({
      State: 'CLOSED',
      NextTransitionTime: '2026-03-07T00:00:00Z',
    });
  });

  it('takes the new version of a calendar at once, and keeps a record of both', async () => {
    const fake = await world({ freeze: closed([6, 8]) });
    const update = { Name: 'freeze', Content: closed([0, 8]), DocumentVersion: '$LATEST' };
    expect(await fake.call('ssm', 'UpdateDocument', update, hub)).toMatchObject({
      DocumentDescription: { DocumentVersion: '2', DocumentType: 'ChangeCalendar' },
    });

    expect(await state(fake, ['freeze'])).toMatchObject({ State: 'CLOSED' });
    expect(fake.cloud.record.calendars.map(({ name, content }) => [name, content === update.Content])).toEqual([
      ['freeze', false],
      ['freeze', true],
    ]);
    await expect(fake.call('ssm', 'UpdateDocument', update, hub)).rejects.toMatchObject({
      code: 'DuplicateDocumentContent',
    });
  });

  it('goes by its ARN from another account, once it is shared', async () => {
    const fake = await world({ freeze: closed([0, 8]) });
    const arn = `arn:aws:ssm:${hub.region}:${hub.account}:document/freeze`;
    await expect(state(fake, [arn], undefined, member)).rejects.toMatchObject({ code: 'InvalidDocument' });
    const share = { Name: 'freeze', PermissionType: 'Share', AccountIdsToAdd: [member.account] };
    await fake.call('ssm', 'ModifyDocumentPermission', share, hub);

    expect(await state(fake, [arn], undefined, member)).toMatchObject({ State: 'CLOSED' });
    expect(fake.needs.at(-1)).toEqual({ action: 'ssm:GetCalendarState', resource: arn });
  });

  it.each([
    ['no calendar of that name', ['nothing'], undefined, 'InvalidDocument'],
    ['a document of another type', ['Doze'], undefined, 'InvalidDocumentType'],
    ['a time that is none', ['freeze'], 'tomorrow', 'ValidationException'],
    ['no name at all', [], undefined, 'ValidationException'],
  ] as const)('refuses %s', async (_, names, at, code) => {
    const fake = await world({ freeze: closed([6, 8]) });
    const steps = [{ name: 'doze', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }];
    const Content = JSON.stringify({ schemaVersion: '0.3', mainSteps: steps });
    await create(fake, { Name: 'Doze', DocumentType: 'Automation', DocumentFormat: 'JSON', Content });
    await expect(state(fake, names, at)).rejects.toMatchObject({ code });
  });
});

describe('CreateDocument', () => {
  it('refuses a name twice, a name of AWS, and text that is no calendar', async () => {
    const fake = await world({ freeze: closed([6, 8]) });
    const Content = closed([1, 2]);
    await expect(create(fake, { Name: 'freeze', Content })).rejects.toMatchObject({ code: 'DocumentAlreadyExists' });
    await expect(create(fake, { Name: 'AWS-freeze', Content })).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(create(fake, { Name: 'other', Content: 'BEGIN:VCALENDAR' })).rejects.toMatchObject({
      code: 'InvalidDocumentContent',
    });
  });

  it('is undone by DeleteDocument', async () => {
    const fake = await world({ freeze: closed([6, 8]) });
    await fake.call('ssm', 'DeleteDocument', { Name: 'freeze' }, hub);
    await expect(state(fake, ['freeze'])).rejects.toMatchObject({ code: 'InvalidDocument' });
  });
});
