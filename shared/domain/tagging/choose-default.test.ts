import { describe, expect, it } from '@jest/globals';
import { chooseDefault, type DefaultRule, type RuleConditions, type UntaggedNode } from './choose-default.ts';
import { PATCHING_TAG, WAVE_TAG } from './tag-keys.ts';

const PRODUCTION = ['prod', 'production'];

const node: UntaggedNode = {
  account: '444455556666',
  organizationalUnit: 'Workloads/Production',
  region: 'eu-west-1',
  platform: 'Windows Server 2022',
  tags: { environment: 'prod', team: 'payments' },
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
    [{ organizationalUnit: ['Workloads/*'] }, true],
    [{ organizationalUnit: ['Workloads'] }, false],
    [{ organizationalUnit: ['Sandbox', '*/Production'] }, true],
    [{ tags: {} }, true],
    [{ tags: { team: ['pay*'] } }, true],
    [{ tags: { team: ['shop', 'payments'], environment: ['prod'] } }, true],
    [{ tags: { team: ['payments'], environment: ['test'] } }, false],
    [{ tags: { cluster: ['*'] } }, false],
    [{ account: ['*'], tags: { team: ['shop'] } }, false],
    [{ platform: ['Windows*'], environment: ['test'] }, false],
    [{ platform: ['Windows*'], environment: ['prod'], account: ['*'] }, true],
  ])('finds that %j matches: %p', (when, matches) => {
    const choice = chooseDefault(node, [rule('only', when)], PRODUCTION);

    expect(choice.kind).toBe(matches ? 'apply' : 'ask');
  });

  it('matches what the node lacks by nothing but any text at all', () => {
    const bare = { account: '444455556666', region: 'eu-west-1', tags: {} };

    expect(chooseDefault(bare, [rule('only', { platform: ['Windows*'] })], PRODUCTION).kind).toBe('ask');
    expect(chooseDefault(bare, [rule('only', { environment: ['*'] })], PRODUCTION).kind).toBe('apply');
  });

  it.each([
    ['prod', undefined, 'ask'],
    ['prod', false, 'ask'],
    ['prod', true, 'apply'],
    ['production', undefined, 'ask'],
    ['Prod', undefined, 'ask'],
    ['test', undefined, 'apply'],
    ['test', true, 'apply'],
    [undefined, undefined, 'apply'],
  ])('in environment %p, under a rule that says production: %p, comes to %s (T3)', (environment, production, kind) => {
    const tags = environment === undefined ? {} : { environment };
    expect(chooseDefault({ ...node, tags }, [{ ...rule('only', {}), production }], PRODUCTION).kind).toBe(kind);
  });

  it('passes over a rule that is not for production, to one that is (T3)', () => {
    const rules = [{ ...rule('first', {}), production: false }, rule('second', {})];
    expect(chooseDefault(node, rules, PRODUCTION)).toMatchObject({ rule: 'second' });
  });

  it.each([
    ['Linux/UNIX', {}, { [WAVE_TAG]: '1' }],
    ['Windows Server 2022', {}, { [WAVE_TAG]: '2' }],
    ['Microsoft Windows Server 2019', {}, { [WAVE_TAG]: '2' }],
    [undefined, {}, {}],
    ['Windows', { [WAVE_TAG]: '7' }, { [WAVE_TAG]: '7' }],
    [undefined, { [WAVE_TAG]: '7' }, { [WAVE_TAG]: '7' }],
  ])('on %p, where the rule sets %j, adds the wave %j (T4)', (platform, set, wave) => {
    const given = { [PATCHING_TAG]: '2SAT', ...set };
    expect(chooseDefault({ ...node, platform }, [rule('only', {}, given)], PRODUCTION)).toEqual({
      kind: 'apply',
      rule: 'only',
      tags: { [PATCHING_TAG]: '2SAT', ...wave },
    });
  });

  it.each(['PatchGroup', 'Patch Group'])('gives no second patch group to a node that carries %s (T2)', (carried) => {
    const given = { [PATCHING_TAG]: '2SAT', [WAVE_TAG]: '1', PatchGroup: 'prod' };
    expect(chooseDefault({ ...node, tags: { [carried]: 'mine' } }, [rule('only', {}, given)], PRODUCTION)).toEqual({
      kind: 'apply',
      rule: 'only',
      tags: { [PATCHING_TAG]: '2SAT', [WAVE_TAG]: '1' },
    });
  });

  it('lets the first rule that matches decide, and leaves alone what the node carries', () => {
    const given = { [PATCHING_TAG]: '2SAT', [WAVE_TAG]: '1' };
    const rules = [rule('other', { region: ['us-*'] }), rule('first', {}, given), rule('second', {})];

    expect(chooseDefault({ ...node, tags: { [WAVE_TAG]: '' } }, rules, PRODUCTION)).toEqual({
      kind: 'apply',
      rule: 'first',
      tags: { [PATCHING_TAG]: '2SAT' },
    });
  });

  it('matches text with a line break', () => {
    const broken = { ...node, tags: { environment: 'prod\nold' } };
    expect(chooseDefault(broken, [rule('only', { environment: ['prod*'] })], PRODUCTION).kind).toBe('apply');
  });
});

function rule(name: string, when: RuleConditions, tags: DefaultRule['tags'] = { [PATCHING_TAG]: '2SAT' }): DefaultRule {
  return { name, when, tags, production: true };
}
