import { describe, expect, it } from '@jest/globals';
import { chooseDefault, type DefaultRule, type RuleConditions, type UntaggedNode } from './choose-default.ts';
import { PATCHING_TAG, WAVE_TAG } from './tag-keys.ts';

const node: UntaggedNode = {
  account: '444455556666',
  region: 'eu-west-1',
  platform: 'Windows Server 2022',
  tags: { environment: 'prod' },
};

describe('chooseDefault()', () => {
  it.each<[RuleConditions, boolean]>([
    [{}, true],
    [{ account: ['444455556666'] }, true],
    [{ account: ['44445555666'] }, false],
    [{ account: ['777788889999', '4444*'] }, true],
    [{ region: ['eu-*'] }, true],
    [{ region: ['eu-west-1', 'eu-central-1'] }, true],
    [{ region: ['us-*'] }, false],
    [{ platform: ['windows*'] }, true],
    [{ platform: ['Windows'] }, false],
    [{ platform: ['*2022'] }, true],
    [{ platform: ['W*Server*2'] }, true],
    [{ platform: ['Windows.Server*'] }, false],
    [{ environment: ['prod'] }, true],
    [{ environment: ['test'] }, false],
    [{ environment: [] }, false],
    [{ platform: ['Windows*'], environment: ['test'] }, false],
    [{ platform: ['Windows*'], environment: ['prod'], account: ['*'] }, true],
  ])('finds that %j matches: %p', (when, matches) => {
    const choice = chooseDefault(node, [rule('only', when)]);

    expect(choice.kind).toBe(matches ? 'apply' : 'ask');
  });

  it('matches what the node lacks by nothing but any text at all', () => {
    const bare = { account: '444455556666', region: 'eu-west-1', tags: {} };

    expect(chooseDefault(bare, [rule('only', { platform: ['Windows*'] })]).kind).toBe('ask');
    expect(chooseDefault(bare, [rule('only', { environment: ['*'] })]).kind).toBe('apply');
  });

  // Goal: T1 and T2. Method: every list of up to three rules of which each matches or not, and every set of tags that
  // the node may carry already.
  it('keeps T1 and T2 in every small policy', () => {
    const given = { [PATCHING_TAG]: '2SAT', [WAVE_TAG]: '1', PatchGroup: 'prod-14-days' };
    let count = 0;
    for (const matching of listsOf([true, false], 3)) {
      for (const carried of subsetsOf(Object.keys(given))) {
        count += 1;
        const rules = matching.map((matches, index) =>
          rule(`rule-${index}`, { region: [matches ? '*' : 'us-*'] }, given),
        );
        const tags = Object.fromEntries(carried.map((key) => [key, 'carried']));
        const first = matching.indexOf(true);
        const left = Object.entries(given).filter(([key]) => !carried.includes(key));

        expect(chooseDefault({ ...node, tags }, rules)).toEqual(
          first < 0 ? { kind: 'ask' } : { kind: 'apply', rule: `rule-${first}`, tags: Object.fromEntries(left) },
        );
      }
    }
    expect(count).toBe(15 * 8);
  });
});

function rule(name: string, when: RuleConditions, tags: DefaultRule['tags'] = { [PATCHING_TAG]: '2SAT' }): DefaultRule {
  return { name, when, tags };
}

function* listsOf<Item>(items: readonly Item[], lengthMax: number): Generator<Item[]> {
  yield [];
  if (lengthMax === 0) return;
  for (const rest of listsOf(items, lengthMax - 1)) for (const item of items) yield [item, ...rest];
}

function subsetsOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length }, (_, set) =>
    items.filter((_item, index) => (set >> index) % 2 === 1),
  );
}
