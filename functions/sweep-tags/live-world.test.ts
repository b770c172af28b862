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
  TAG_ROLE_NAME: 'Patchplane-Tag',
  RULE_NAME: 'rule',
});

describe('liveWorld() of sweep-tags', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  it('does not sweep by the defaults of settings that cannot be read: they know no hybrid nodes (P5)', async () => {
    const denied = { statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } };
    asked = answeredCalls(() => denied, new Date('2026-03-06T20:55:00Z'));
    const why = 'Cannot read the settings: /patchplane/settings: AccessDeniedException: no';

    await expect(liveWorld(SETTINGS).readSettings()).rejects.toThrow(why);
    await expect(liveWorld(SETTINGS).correctionPolicy()).rejects.toThrow(why);
  });
});
