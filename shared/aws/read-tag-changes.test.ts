import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { CELL, OTHER_CELL } from '../testing/domain-builders.ts';
import { tagChangesReader } from './read-tag-changes.ts';

const PERIOD = { from: new Date('2026-02-09T12:00:00Z'), to: new Date('2026-03-09T12:00:00Z') };
const id = (number: number, kind = 'i') => `${kind}-${String(number).padStart(17, '0')}`;

let sent: AnsweredCalls | undefined;
afterEach(() => sent?.end());

function reader(answer: (body: string) => Answer) {
  sent = answeredCalls((_, body) => answer(JSON.stringify(body)), PERIOD.to);
  return tagChangesReader(async () => ({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' }));
}

function event(eventName: string, ids: readonly string[], value: string) {
  const hybrid = ids[0]?.startsWith('mi-') === true;
  const tags = [{ key: 'maintenance:patching', value }];
  const requestParameters = hybrid
    ? { resourceType: 'ManagedInstance', resourceId: ids[0], tags }
    : { resourcesSet: { items: ids.map((resourceId) => ({ resourceId })) }, tagSet: { items: tags } };
  const userIdentity = { arn: 'arn:aws:iam::444455556666:user/bob' };
  return {
    CloudTrailEvent: JSON.stringify({ eventName, eventTime: '2026-03-06T20:45:00Z', userIdentity, requestParameters }),
  };
}

describe('tagChangesReader()', () => {
  it('asks CloudTrail of the cell about each instance, page after page', async () => {
    const read = reader((body) =>
      body.includes('"NextToken":"more"')
        ? { body: { Events: [event('CreateTags', [id(1)], '3SAT')] } }
        : { body: { Events: [event('CreateTags', [id(1)], '2STA')], NextToken: 'more' } },
    );
    const trail = await read([{ id: id(1), ...CELL }], PERIOD);

    expect(trail.changes.map(({ nodeId, by, value }) => [nodeId, by, value])).toEqual([
      [id(1), 'arn:aws:iam::444455556666:user/bob', '2STA'],
      [id(1), 'arn:aws:iam::444455556666:user/bob', '3SAT'],
    ]);
    expect(sent?.calls).toHaveLength(2);
    expect(sent?.calls[0]).toMatchObject({
      operation: 'LookupEvents',
      host: 'cloudtrail.eu-west-1.amazonaws.com',
      body: { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: id(1) }], MaxResults: 50 },
    });
  });

  it('finds the calls on hybrid nodes by name, twice a cell however many nodes there are (T2)', async () => {
    const read = reader(() => ({
      body: {
        Events: [event('AddTagsToResource', [id(1, 'mi')], '2SAT'), event('AddTagsToResource', [id(9, 'mi')], '2SAT')],
      },
    }));
    const trail = await read(
      [
        { id: id(1, 'mi'), ...CELL },
        { id: id(2, 'mi'), ...CELL },
      ],
      PERIOD,
    );

    expect(sent?.calls).toHaveLength(2);
    expect(trail.changes.map(({ nodeId }) => nodeId)).toEqual([id(1, 'mi')]);
  });

  it('counts a call on several nodes once for each', async () => {
    const both = event('CreateTags', [id(1), id(2)], '2STA');
    const read = reader(() => ({ body: { Events: [both] } }));
    const trail = await read(
      [
        { id: id(1), ...CELL },
        { id: id(2), ...CELL },
      ],
      PERIOD,
    );

    expect(trail.changes.map(({ nodeId }) => nodeId).sort()).toEqual([id(1), id(2)]);
  });

  it('asks about no more than half a minute allows, and names who is left out (T1)', async () => {
    const read = reader(() => ({ body: { Events: [] } }));
    const nodes = Array.from({ length: 60 }, (_, index) => ({ id: id(index), ...CELL }));
    const trail = await read([...nodes, { id: id(99), ...OTHER_CELL }], PERIOD);

    expect(sent?.calls).toHaveLength(51);
    expect(trail.asked).toHaveLength(51);
    expect(trail.leftOut).toEqual(nodes.slice(50).map((node) => node.id));
  });

  it('lets a cell that refuses stop nothing elsewhere (T3)', async () => {
    const read = reader((body) =>
      body.includes(id(1))
        ? { statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } }
        : { body: { Events: [event('CreateTags', [id(2)], '2STA')] } },
    );
    const trail = await read(
      [
        { id: id(1), ...CELL },
        { id: id(2), ...OTHER_CELL },
      ],
      PERIOD,
    );

    expect(trail.unreadCells).toEqual([{ ...CELL, reason: 'AccessDeniedException: no' }]);
    expect(trail.changes.map(({ nodeId }) => nodeId)).toEqual([id(2)]);
  });
});
