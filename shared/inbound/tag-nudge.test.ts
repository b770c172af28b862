import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseTagNudge } from './tag-nudge.ts';

const instance = {
  id: 'i-0a1b2c3d4e5f60718',
  account: '444455556666',
  region: 'eu-west-1',
  arn: 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b2c3d4e5f60718',
};
const hybrid = {
  id: 'mi-0123456789abcdef0',
  account: '444455556666',
  region: 'eu-west-1',
  arn: 'arn:aws:ssm:eu-west-1:444455556666:managed-instance/mi-0123456789abcdef0',
};

describe('parseTagNudge() of a tag change', () => {
  const changed = {
    kind: 'changed',
    cause: 'tag-changed',
    id: 'bddcf1d6-0251-35a1-aab0-adc1fb47c11c',
    node: instance,
    keys: ['maintenance:patching'],
    at: new Date('2026-03-06T20:41:07Z'),
  };

  it('gives the node and the keys, and no values, which may be old by now', () => {
    expect(parseTagNudge(sampleEvent('tag-changed'))).toEqual(changed);
  });

  it('names a deleted key like any other', () => {
    expect(parseTagNudge(sampleEvent('tag-removed'))).toMatchObject({ node: instance, keys: ['maintenance:patching'] });
  });

  it('takes a hybrid node, should AWS ever send one', () => {
    const event = sampleEventWith('tag-changed', 'resources.0', hybrid.arn);

    expect(parseTagNudge(event)).toEqual({ ...changed, node: hybrid });
  });

  it.each([
    ['version', undefined],
    ['replay-name', 'last-night'],
    ['detail.version', '3.0'],
    ['detail.version', undefined],
    ['detail.version-timestamp', undefined],
    ['detail.tag-policy-compliant', false],
    ['detail.tags', undefined],
  ])('does not mind %s as %j', (path, value) => {
    expect(parseTagNudge(sampleEventWith('tag-changed', path, value))).toEqual(changed);
  });

  it.each([
    ['detail.service', 'eks', 'detail.service is "eks", wanted ec2 or ssm'],
    ['detail-type', 'Tag Change', 'detail-type is "Tag Change", wanted Tag Change on Resource or AWS API Call via'],
    ['resources', undefined, 'resources is missing, wanted a list'],
    ['region', 'eu-central-1', 'wanted an ARN of 444455556666 in eu-central-1'],
    ['id', '', 'id is "", wanted the id of the event'],
  ])('refuses %s as %j', (path, value, sentence) => {
    expect(refusalOf(() => parseTagNudge(sampleEventWith('tag-changed', path, value))).message).toContain(sentence);
  });
});

describe('parseTagNudge() of an API call', () => {
  it('gives the keys that were added', () => {
    expect(parseTagNudge(sampleEvent('tag-changed-hybrid'))).toEqual({
      kind: 'changed',
      cause: 'tags-added-by-api',
      id: '0f3f7c0b-6f55-4a57-8d0c-51a4b6f4be3e',
      node: hybrid,
      keys: ['maintenance:patching', 'maintenance:wave'],
      at: new Date('2026-03-06T20:12:44Z'),
    });
  });

  it('gives the keys that were removed', () => {
    expect(parseTagNudge(sampleEvent('tag-removed-hybrid'))).toMatchObject({
      kind: 'changed',
      cause: 'tags-removed-by-api',
      node: hybrid,
      keys: ['maintenance:patching'],
    });
  });

  it('says that a refused call changed nothing, though it comes without parameters', () => {
    expect(parseTagNudge(sampleEvent('tag-call-failed'))).toEqual({
      kind: 'unchanged',
      cause: 'tags-added-by-api',
      id: 'd3b6a8de-1a8b-4d66-8a6f-2f2c1e9b7c40',
      account: '444455556666',
      region: 'eu-west-1',
      error: 'AccessDenied',
      at: new Date('2026-03-06T20:15:30Z'),
    });
  });

  it('reads null for an error code as none', () => {
    expect(parseTagNudge(sampleEventWith('tag-changed-hybrid', 'detail.errorCode', null)).kind).toBe('changed');
  });

  it('wants the parameters of a call that succeeded', () => {
    const event = sampleEventWith('tag-changed-hybrid', 'detail.requestParameters', null);

    expect(refusalOf(() => parseTagNudge(event)).message).toBe(
      'Cannot parse tag call: detail.requestParameters is null, wanted an object',
    );
  });
});
