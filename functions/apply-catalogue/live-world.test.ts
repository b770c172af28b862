import { afterEach, describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { type AnsweredCalls, answeredCalls } from '../../shared/testing/answered-calls.ts';
import { liveWorld } from './live-world.ts';

const SETTINGS = settingsFrom({
  HUB_REGION: 'eu-central-1',
  PARAMETER_PATH: '/patchplane',
  LEDGER_TABLE: 'ledger',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts',
  CHAT_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:chat',
  BUS_NAME: 'bus',
  AGGREGATOR_NAME: 'aggregator',
  READ_ROLE_NAME: 'Patchplane-Read',
  REEVALUATE_ROLE_NAME: 'Patchplane-Reevaluate',
  RULE_NAME: 'rule',
  APPROVALS: 'required',
});

describe('liveWorld() of apply-catalogue', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  it('counts no carriers by the defaults of settings that cannot be read: they know no hybrid nodes (P5)', async () => {
    const denied = { statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } };
    asked = answeredCalls(
      (operation) => (operation === 'GetParameter' ? denied : { body: { Results: [] } }),
      new Date('2026-03-06T20:55:00Z'),
    );

    expect(await liveWorld(SETTINGS).observeCarriers('2SAT')).toEqual({
      kind: 'refused',
      error: 'Cannot read the settings',
      message: '/patchplane/settings: AccessDeniedException: no',
    });
  });
});
