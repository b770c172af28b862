import { afterEach, describe, expect, it } from '@jest/globals';
import { nodeReference } from '../inbound/node-reference.ts';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { CELL } from '../testing/domain-builders.ts';
import { liveNodes } from './live-nodes.ts';
import { manyTagsReader } from './read-many-tags.ts';
import { hybridTagReader, tagReader } from './read-tags.ts';

const assumeRole = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' });
const here = nodeReference({ id: 'mi-00000000000000001', ...CELL });
const gone = nodeReference({ id: 'mi-00000000000000002', ...CELL });
const tags = new Map([['maintenance:patching', '2SAT']]);

describe('a hybrid node that is deregistered', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  /** As Systems Manager answers, or with another refusal. */
  function answering(refusal = 'InvalidResourceId') {
    asked = answeredCalls((operation, body) => {
      if (operation === 'DescribeInstanceInformation') return { body: { InstanceInformationList: [] } };
      if (JSON.stringify(body).includes(here.id)) {
        return { body: { TagList: [{ Key: 'maintenance:patching', Value: '2SAT' }] } };
      }
      return { statusCode: 400, body: { __type: refusal, message: 'The resource ID is not valid.' } };
    }, new Date('2026-03-06T20:55:00Z'));
  }

  it('is gone, and keeps no other from being read', async () => {
    answering();
    const nodes = liveNodes(assumeRole);
    expect(await nodes.read(gone)).toBeUndefined();
    expect(await nodes.readMany(CELL, [gone, here])).toEqual(new Map([[here.id, { tags, platform: undefined }]]));
    expect(await manyTagsReader(assumeRole)(CELL, [gone, here])).toEqual(new Map([[here.id, tags]]));
    expect(await tagReader(assumeRole)(gone)).toEqual(new Map());
    expect(await hybridTagReader(assumeRole)(gone)).toBeUndefined();
  });

  it('is not taken for gone by any other refusal', async () => {
    answering('AccessDeniedException');
    await expect(liveNodes(assumeRole).read(gone)).rejects.toThrow('The resource ID is not valid.');
    await expect(manyTagsReader(assumeRole)(CELL, [gone])).rejects.toThrow('The resource ID is not valid.');
  });
});
