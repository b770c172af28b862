import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import { approvedValues } from './catalogue-entry.ts';

describe('approvedValues()', () => {
  it('approves in order what is in force, and what only its content keeps out of force (P5)', () => {
    const entries = [anEntry({ value: '2SAT' }), anEntry({ value: '10SUN' })];
    const problems = [{ value: '22FRI', version: 4, reason: 'it is not JSON' }];

    expect(approvedValues({ kind: 'read', entries, problems })).toEqual(['10SUN', '22FRI', '2SAT']);
  });

  it('approves no broken entry whose name is no schedule', () => {
    const problems = ['Sat', 'EXEMPT', '02SAT', '', '3SUN'].map((value) => ({ value, version: 1, reason: 'no' }));

    expect(approvedValues({ kind: 'read', entries: [], problems })).toEqual(['3SUN']);
  });
});
