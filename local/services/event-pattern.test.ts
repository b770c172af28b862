import { describe, expect, it } from '@jest/globals';
import { readEventPattern } from './event-pattern.ts';

const event = {
  source: 'aws.tag',
  account: '111122223333',
  resources: [],
  detail: {
    service: 'ec2',
    'changed-tag-keys': ['maintenance:patching', 'owner'],
    version: 3,
    tags: { 'maintenance:patching': '2SATX4' },
    note: null,
    results: [{ state: 'ok' }, { state: 'failed' }],
  },
};

const detail = (pattern: object) => readEventPattern({ detail: pattern })(event);

describe('an event pattern', () => {
  it.each([
    [{ service: ['ec2', 'ssm'] }, true],
    [{ service: ['ssm'] }, false],
    [{ 'changed-tag-keys': ['maintenance:patching'] }, true], // one item of the list is enough
    [{ 'changed-tag-keys': ['maintenance'] }, false],
    [{ tags: { 'maintenance:patching': [{ exists: true }] } }, true],
    [{ tags: { owner: [{ exists: true }] } }, false],
    [{ tags: { owner: [{ exists: false }] } }, true],
    [{ tags: { owner: ['x'] } }, false],
    [{ service: [{ prefix: 'ec' }] }, true],
    [{ service: [{ suffix: '2' }] }, true],
    [{ service: [{ prefix: { 'equals-ignore-case': 'EC' } }] }, true],
    [{ service: [{ 'equals-ignore-case': 'EC2' }] }, true],
    [{ tags: { 'maintenance:patching': [{ wildcard: '*SAT*4' }] } }, true],
    [{ tags: { 'maintenance:patching': [{ wildcard: '?SATX4' }] } }, false], // only * is a wildcard
    [{ service: [{ 'anything-but': 'ssm' }] }, true],
    [{ service: [{ 'anything-but': ['ec2', 'ssm'] }] }, false],
    [{ service: [{ 'anything-but': { prefix: 'e' } }] }, false],
    [{ absent: [{ 'anything-but': 'ssm' }] }, false],
    [{ version: [{ numeric: ['>', 2, '<=', 3] }] }, true],
    [{ version: [{ numeric: ['=', 4] }] }, false],
    [{ version: ['3'] }, false], // a number is no text
    [{ note: [null] }, true],
    [{ results: { state: ['failed'] } }, true],
    [{ $or: [{ service: ['ssm'] }, { version: [3] }] }, true],
    [{ $or: [{ service: ['ssm'] }, { version: [4] }] }, false],
    [{ service: ['ec2'], version: [4] }, false], // all fields must match
  ])('%j: %s', (pattern, expected) => {
    expect(detail(pattern)).toBe(expected);
  });

  it.each([
    [{}, 'no object with fields'],
    [{ source: 'aws.tag' }, '"source" must be an object or an array'],
    [{ source: [] }, '"source" is empty'],
    [{ detail: { state: [{ like: 'x' }] } }, '{"like":"x"} at "detail.state" is no known filter'],
    [{ detail: { state: [{ prefix: 1 }] } }, 'no known filter'],
    [{ detail: { state: [{ numeric: ['~', 1] }] } }, 'no known filter'],
    [{ $or: [{ source: ['a'] }] }, 'two objects or more'],
  ])('%j is refused when it is read', (pattern, message) => {
    expect(() => readEventPattern(pattern)).toThrow(message);
  });
});
