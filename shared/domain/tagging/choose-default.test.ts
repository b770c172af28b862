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

  it('lets the first rule that matches decide, and leaves alone what the node carries', () => {
    const given = { [PATCHING_TAG]: '2SAT', [WAVE_TAG]: '1' };
    const rules = [rule('other', { region: ['us-*'] }), rule('first', {}, given), rule('second', {})];

    expect(chooseDefault({ ...node, tags: { [WAVE_TAG]: '' } }, rules)).toEqual({
      kind: 'apply',
      rule: 'first',
      tags: { [PATCHING_TAG]: '2SAT' },
    });
  });

  it('matches text with a line break', () => {
    const broken = { ...node, tags: { environment: 'prod\nold' } };
    expect(chooseDefault(broken, [rule('only', { environment: ['prod*'] })]).kind).toBe('apply');
  });
});

function rule(name: string, when: RuleConditions, tags: DefaultRule['tags'] = { [PATCHING_TAG]: '2SAT' }): DefaultRule {
  return { name, when, tags };
}
