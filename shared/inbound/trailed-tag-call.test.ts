import { describe, expect, it } from '@jest/globals';
import { CELL } from '../testing/domain-builders.ts';
import { tagChangesOf } from './trailed-tag-call.ts';

const NODE = 'i-0a1b2c3d4e5f60718';
const OTHER = 'i-0a1b2c3d4e5f60719';
const BY = 'arn:aws:sts::444455556666:assumed-role/AppDeploy/build-17';
const base = { nodeId: NODE, ...CELL, at: new Date('2026-03-06T20:45:00Z'), by: BY };

function call(eventName: string, requestParameters: unknown, more: object = {}): string {
  return JSON.stringify({
    eventVersion: '1.11',
    eventName,
    eventTime: '2026-03-06T20:45:00Z',
    userIdentity: { type: 'AssumedRole', arn: BY },
    requestParameters,
    ...more,
  });
}

const ec2 = (tags: readonly object[], ...ids: string[]) => ({
  resourcesSet: { items: (ids.length > 0 ? ids : [NODE]).map((resourceId) => ({ resourceId })) },
  tagSet: { items: tags },
});
const changes = (json: string) => tagChangesOf(json, CELL);

describe('tagChangesOf()', () => {
  it('reads a call on the tags of instances: one change for each of them and each tag', () => {
    const tags = [
      { key: 'maintenance:patching', value: '2STA' },
      { key: 'Name', value: '' },
    ];
    expect(changes(call('CreateTags', ec2(tags, NODE, OTHER)))).toEqual([
      { ...base, key: 'maintenance:patching', value: '2STA', refused: undefined },
      { ...base, key: 'Name', value: '', refused: undefined },
      { ...base, nodeId: OTHER, key: 'maintenance:patching', value: '2STA', refused: undefined },
      { ...base, nodeId: OTHER, key: 'Name', value: '', refused: undefined },
    ]);
  });

  it('takes a tag that is set to nothing for empty, and one that is deleted for gone', () => {
    expect(changes(call('CreateTags', ec2([{ key: 'maintenance:patching' }])))).toMatchObject([{ value: '' }]);
    const [gone] = changes(call('DeleteTags', ec2([{ key: 'maintenance:patching', value: '2SAT' }])));
    expect(gone).not.toHaveProperty('value');
  });

  it.each(['CreateTags', 'DeleteTags'])('takes %s without tags for one of ours: it may have been all', (name) => {
    const { resourcesSet } = ec2([]);
    for (const parameters of [ec2([]), { resourcesSet }])
      expect(changes(call(name, parameters))).toMatchObject([{ key: 'maintenance:patching' }]);
  });

  it('reads a call on the tags of a hybrid node', () => {
    const node = { resourceType: 'ManagedInstance', resourceId: 'mi-0a1b2c3d4e5f60718' };
    const tags = [{ key: 'maintenance:patching', value: '2SAT' }];
    expect(changes(call('AddTagsToResource', { ...node, tags }))).toMatchObject([
      { nodeId: node.resourceId, value: '2SAT' },
    ]);
    expect(changes(call('RemoveTagsFromResource', { ...node, tagKeys: ['maintenance:wave'] }))).toMatchObject([
      { nodeId: node.resourceId, key: 'maintenance:wave' },
    ]);
    expect(changes(call('AddTagsToResource', { ...node, resourceType: 'Parameter', tags }))).toEqual([]);
  });

  it('says what AWS refused, and who it was as far as CloudTrail says', () => {
    const refused = { errorCode: 'Client.UnauthorizedOperation' };
    expect(changes(call('CreateTags', ec2([{ key: 'a' }]), refused))).toMatchObject([{ refused: refused.errorCode }]);
    const service = { userIdentity: { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' } };
    expect(changes(call('CreateTags', ec2([{ key: 'a' }]), service))).toMatchObject([
      { by: 'autoscaling.amazonaws.com' },
    ]);
    expect(changes(call('CreateTags', ec2([{ key: 'a' }]), { userIdentity: {} }))).toMatchObject([{ by: undefined }]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"eventName":'],
    ['another call', call('RunInstances', ec2([{ key: 'a' }]))],
    ['no parameters', call('CreateTags', null)],
    ['a time without a zone', call('CreateTags', ec2([{ key: 'a' }]), { eventTime: '2026-03-06T20:45:00' })],
    ['another form', call('CreateTags', { resourcesSet: [NODE] })],
  ])('says nothing of %s', (_, json) => {
    expect(changes(json)).toEqual([]);
  });
});
