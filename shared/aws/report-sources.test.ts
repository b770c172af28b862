import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { CELL } from '../testing/domain-builders.ts';
import { ledgerTable } from './ledger/ledger-table.ts';
import { reportSources } from './report-sources.ts';

describe('reportSources()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  it('asks each cell whether its recorder runs, as the sweep over all tags does', async () => {
    const { account, region } = CELL;
    const source = { SourceType: 'ACCOUNT', SourceId: account, AwsRegion: region, LastUpdateStatus: 'SUCCEEDED' };
    asked = answeredCalls((operation) => {
      switch (operation) {
        case 'DescribeConfigurationAggregatorSourcesStatus':
          return { body: { AggregatedSourceStatusList: [source] } };
        case 'DescribeConfigurationRecorderStatus':
          return { body: { ConfigurationRecordersStatus: [{ recording: false }] } };
        default:
          return { body: {} };
      }
    }, new Date('2026-03-06T21:00:00Z'));
    const sources = reportSources({
      table: ledgerTable('ledger'),
      region: 'eu-central-1',
      parameterPath: '/patchplane',
      aggregatorName: 'patchplane-live',
      assumeReadRole: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' }),
    });

    expect(await sources.staleCells()).toEqual({
      kind: 'done',
      value: [{ ...CELL, reason: 'The Config recorder is off.' }],
    });
  });
});
