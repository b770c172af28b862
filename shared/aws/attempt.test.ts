import { describe, expect, it } from '@jest/globals';
import { attempt, isAwsError } from './attempt.ts';

describe('attempt()', () => {
  it('answers what was done', async () => {
    expect(await attempt(async () => 7)).toEqual({ kind: 'done', value: 7 });
  });

  it("answers AWS's refusal in its own words", async () => {
    const refuse = async () => {
      throw Object.assign(new Error('not authorized to perform sts:AssumeRole'), {
        name: 'AccessDenied',
        $metadata: {},
      });
    };

    expect(await attempt(refuse)).toEqual({
      kind: 'refused',
      error: 'AccessDenied',
      message: 'not authorized to perform sts:AssumeRole',
    });
  });

  it('throws on a mistake of our own, so that the invocation fails and is seen', async () => {
    const mistake = new TypeError('x is not a function');

    await expect(attempt(() => Promise.reject(mistake))).rejects.toBe(mistake);
  });

  it('does not take just anything for an error of AWS', () => {
    expect([new Error('x'), { $metadata: {} }, undefined].map(isAwsError)).toEqual([false, false, false]);
  });
});
