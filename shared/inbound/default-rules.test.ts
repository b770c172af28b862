import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseDefaultRules } from './default-rules.ts';

const rule = { name: 'linux', when: {}, tags: { 'maintenance:patching': '2SUN' } };

describe('parseDefaultRules()', () => {
  it('keeps the rules in their order, with one pattern or several', () => {
    const rules = [
      { ...rule, when: { platform: 'Windows*', environment: ['prod', 'pre-prod'] } },
      { ...rule, name: 'all', tags: { 'maintenance:patching': 'EXEMPT', 'maintenance:wave': '1' } },
    ];

    expect(parseDefaultRules(JSON.stringify(rules))).toEqual([
      { ...rules[0], when: { platform: ['Windows*'], environment: ['prod', 'pre-prod'] } },
      rules[1],
    ]);
    const far = { organizationalUnit: 'Workloads/*', tags: { team: 'shop', tier: ['1', '2'] } };
    expect(parseDefaultRules(JSON.stringify([{ ...rule, when: far, production: true }]))).toEqual([
      {
        ...rule,
        when: { organizationalUnit: ['Workloads/*'], tags: { team: ['shop'], tier: ['1', '2'] } },
        production: true,
      },
    ]);
    expect(parseDefaultRules('[]')).toEqual([]);
  });

  it.each([
    ['a rule without a name', { ...rule, name: '' }, '[0].name is "", wanted a name'],
    [
      'a condition that it does not know',
      { ...rule, when: { colour: 'blue' } },
      '[0].when is an object, wanted no field colour',
    ],
    [
      'a pattern that is a number',
      { ...rule, when: { account: 4 } },
      '[0].when.account is 4, wanted a pattern such as Windows*, or a list of them',
    ],
    [
      'a rule without a schedule',
      { ...rule, tags: { PatchGroup: 'x' } },
      '[0].tags is an object, wanted tags with a schedule under maintenance:patching',
    ],
    [
      'a rule whose schedule is none',
      { ...rule, tags: { 'maintenance:patching': '2SNU' } },
      '[0].tags is an object, wanted tags with a schedule under maintenance:patching',
    ],
    [
      'a tag that is a number',
      { ...rule, tags: { 'maintenance:patching': 2 } },
      '[0].tags["maintenance:patching"] is 2, wanted a string',
    ],
  ])('refuses %s', (_, spoilt, sentence) => {
    expect(refusalOf(() => parseDefaultRules(JSON.stringify([spoilt]))).message).toBe(
      `Cannot parse default-tag rules: ${sentence}`,
    );
  });

  it('refuses what is not a list', () => {
    expect(refusalOf(() => parseDefaultRules('{}')).message).toContain('is an object, wanted a list');
    expect(refusalOf(() => parseDefaultRules('no')).message).toBe('Cannot parse default-tag rules: it is not JSON');
  });
});
