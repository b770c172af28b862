import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { CELL, OTHER_CELL } from '../testing/domain-builders.ts';
import { staleCellsReader } from './aggregator-status.ts';

const now = new Date('2026-03-06T21:00:00Z');

describe('staleCellsReader()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  it('reads every page of what failed or is out of date, and leaves out the organization itself', async () => {
    asked = answeredCalls(
      (_operation, body) =>
        JSON.stringify(body).includes('second')
          ? { body: { AggregatedSourceStatusList: [source(OTHER_CELL, 'OUTDATED')] } }
          : {
              body: {
                NextToken: 'second',
                AggregatedSourceStatusList: [
                  source(CELL, 'FAILED', 'the recorder is off'),
                  { SourceType: 'ORGANIZATION', SourceId: 'Organization', LastUpdateStatus: 'FAILED' },
                ],
              },
            },
      now,
    );

    expect(await staleCellsReader({ aggregatorName: 'patchplane-live' })()).toEqual({
      kind: 'done',
      value: [
        { ...CELL, reason: 'FAILED: the recorder is off' },
        { ...OTHER_CELL, reason: 'OUTDATED' },
      ],
    });
    expect(asked.calls[0]).toMatchObject({
      operation: 'DescribeConfigurationAggregatorSourcesStatus',
      body: {
        ConfigurationAggregatorName: 'patchplane-live',
        UpdateStatus: ['FAILED', 'OUTDATED'],
        Limit: 100,
      },
    });
    expect(asked.calls).toHaveLength(2);
  });

  it('answers what AWS refuses', async () => {
    asked = answeredCalls(() => ({ statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } }), now);

    expect(await staleCellsReader({ aggregatorName: 'patchplane-live' })()).toEqual({
      kind: 'refused',
      error: 'AccessDeniedException',
      message: 'no',
    });
  });
});

function source({ account, region }: typeof CELL, status: string, message?: string) {
  return {
    SourceType: 'ACCOUNT',
    SourceId: account,
    AwsRegion: region,
    LastUpdateStatus: status,
    ...(message !== undefined && { LastErrorMessage: message }),
  };
}
