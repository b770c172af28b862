import { describe, expect, it } from '@jest/globals';
import type { RuleConditions } from './choose-default.ts';
import { isReplaceAllowed } from './replace-allowed.ts';

const node = { account: '444455556666', region: 'eu-west-1', tags: { environment: 'test', fleet: 'web-7' } };
const organizationalUnits = { '444455556666': 'Workloads/Test' };

describe('isReplaceAllowed()', () => {
  it.each<[string, RuleConditions[], boolean]>([
    ['no rule', [], false],
    ['its account', [{ account: ['444455556666'] }], true],
    ['another account', [{ account: ['777788889999'] }], false],
    ['its environment', [{ environment: ['prod'] }, { environment: ['test'] }], true],
    ['its Region, and another tag', [{ region: ['eu-*'], tags: { fleet: ['api-*'] } }], false],
    ['its Region and its tag', [{ region: ['eu-*'], tags: { fleet: ['web-*'] } }], true],
    ['its organizational unit', [{ organizationalUnit: ['Workloads/*'] }], true],
  ])('by %s', (_, replaceAllowed, wanted) => {
    expect(isReplaceAllowed(node, { replaceAllowed, organizationalUnits })).toBe(wanted);
  });
});
