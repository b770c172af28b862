import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { CELL, OTHER_CELL } from '../testing/domain-builders.ts';
import { silentCellsReader } from './silent-cells.ts';

const now = new Date('2026-03-06T21:00:00Z');
const assumeReadRole = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' });

describe('silentCellsReader()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  function reader(recorders: readonly object[] | 'denied', sources: readonly object[]) {
    asked = answeredCalls((operation) => {
      if (operation === 'DescribeConfigurationAggregatorSourcesStatus') {
        return { body: { AggregatedSourceStatusList: sources } };
      }
      if (recorders === 'denied') return { statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } };
      return { body: { ConfigurationRecordersStatus: recorders } };
    }, now);
    return silentCellsReader({ aggregatorName: 'patchplane-live', assumeReadRole });
  }

  it.each([
    ['on', [{ name: 'default', recording: true }], []],
    ['off', [{ name: 'default', recording: false }], [{ ...CELL, reason: 'The Config recorder is off.' }]],
    [
      'denied',
      'denied' as const,
      [{ ...CELL, reason: 'Whether its Config recorder runs could not be read: AccessDeniedException: no' }],
    ],
    ['not there, and no node was ever seen', [], []],
  ])('asks a cell itself whether its recorder is on: %s', async (_, recorders, value) => {
    expect(await reader(recorders, [source(CELL, 'SUCCEEDED')])([])).toEqual({ kind: 'done', value });
  });

  it('misses the recorder of a cell that had nodes', async () => {
    expect(await reader([], [source(CELL, 'SUCCEEDED')])([CELL])).toMatchObject({
      value: [{ ...CELL, reason: 'There is no Config recorder.' }],
    });
  });

  it('takes the word of the aggregator where it is behind, and misses what it does not list', async () => {
    const read = reader([{ recording: true }], [source(CELL, 'OUTDATED')]);
    expect(await read([OTHER_CELL])).toEqual({
      kind: 'done',
      value: [
        { ...CELL, reason: 'OUTDATED' },
        { ...OTHER_CELL, reason: 'The aggregator does not list it.' },
      ],
    });
    expect(asked.calls.map(({ operation }) => operation)).toEqual(['DescribeConfigurationAggregatorSourcesStatus']);
  });
});

function source({ account, region }: typeof CELL, status: string) {
  return { SourceType: 'ACCOUNT', SourceId: account, AwsRegion: region, LastUpdateStatus: status };
}
