import { describe, expect, it } from '@jest/globals';
import { parseApprovalFile } from './catalogue-file-approval.ts';

const sha256 = '0'.repeat(64);
const parse = (content: object) => parseApprovalFile('approval of 2SAT', JSON.stringify(content));

describe('parseApprovalFile()', () => {
  it.each([
    [{ sha256 }, { kind: 'approved', sha256 }],
    [
      { sha256, version: 3, reason: 'read it', approvedBy: 'ada' },
      { kind: 'approved', sha256 },
    ],
    [
      { withdrawn: true, reason: 'not used' },
      { kind: 'withdrawn', reason: 'not used' },
    ],
    [{ withdrawn: true }, { kind: 'withdrawn', reason: 'no reason was given' }],
  ])('takes %j', (content, approval) => {
    expect(parse(content)).toEqual(approval);
  });

  it.each([
    [{}, 'it has neither, wanted either sha256 or withdrawn'],
    [{ sha256, withdrawn: true }, 'it has both, wanted either sha256 or withdrawn'],
    [{ sha256: sha256.slice(1) }, 'a SHA-256 in 64 hexadecimal digits'],
    [{ withdrawn: false }, 'withdrawn'],
    [{ sha265: sha256 }, '"sha265"'],
  ])('refuses %j', (content, sentence) => {
    expect(() => parse(content)).toThrow(sentence);
  });
});
