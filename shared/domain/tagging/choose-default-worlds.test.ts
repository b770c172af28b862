import { describe, expect, it } from '@jest/globals';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { chooseDefault, type DefaultRule, type UntaggedNode } from './choose-default.ts';
import { PATCHING_TAG, WAVE_TAG } from './tag-keys.ts';

const node: UntaggedNode = { account: '444455556666', region: 'eu-west-1', tags: {} };
const given = { [PATCHING_TAG]: '2SAT', [WAVE_TAG]: '1', PatchGroup: 'prod-14-days' };

describe('chooseDefault() in small worlds', () => {
  // Goal: T1 and T2 (P8). Method: every list of three rules that match or not, and every tag there, in any state.
  it('never writes over a value, whichever rule decides', () => {
    const matching = [undefined, false, true] as const;
    const carried = [undefined, '', '2SATX4', 'EXEMPT', '2 sat'] as const;
    const worlds = everyCombination({
      ...{ one: matching, other: matching, third: matching },
      ...{ value: carried, wave: carried, group: carried },
      rules: [given, { [PATCHING_TAG]: '2SAT' }, {}],
    });
    const found = survey(worlds, ({ one, other, third, value, wave, group, rules: supplied }) => {
      const rules = [one, other, third].flatMap((matches, index) =>
        matches === undefined ? [] : [rule(`rule-${index}`, matches ? '*' : 'us-*', supplied)],
      );
      const tags = {
        ...(value !== undefined && { [PATCHING_TAG]: value }),
        ...(wave !== undefined && { [WAVE_TAG]: wave }),
      };
      const all: Record<string, string> = { ...tags, ...(group !== undefined && { PatchGroup: group }) };
      const choice = chooseDefault({ ...node, tags: all }, rules, []);
      const first = [one, other, third].indexOf(true);
      if (choice.kind === 'ask') return { 'T1: a person is asked only where no rule matches': first < 0 };
      return {
        'T1: the first rule that matches decides': choice.rule === `rule-${first}`,
        'T2 (P8): what is there stays, valid or not': Object.keys(choice.tags).every((key) => !(key in all)),
        'T2: what is not there is as the rule says':
          JSON.stringify({ ...choice.tags, ...all }, keysOf({ ...supplied, ...all })) ===
          JSON.stringify({ ...supplied, ...all }, keysOf({ ...supplied, ...all })),
      };
    });
    expect(found).toEqual({ worlds: 3 ** 3 * 5 ** 3 * 3, broken: [] });
  });

  // Goal: `*` stands for any text, and everything else for itself. Method: every short pattern against every short text.
  it('matches by patterns as they are written', () => {
    const letters = ['', 'a', 'A', '.', '\n'] as const;
    const marks = ['', '*', 'a', '.'] as const;
    const worlds = everyCombination({
      ...{ p1: marks, p2: marks, p3: marks, p4: marks },
      ...{ t1: letters, t2: letters, t3: letters },
    });
    const found = survey(worlds, ({ p1, p2, p3, p4, t1, t2, t3 }) => {
      const [pattern, text] = [`${p1}${p2}${p3}${p4}`, `${t1}${t2}${t3}`];
      const only = { name: 'only', when: { platform: [pattern] }, tags: {} };
      const choice = chooseDefault({ ...node, platform: text }, [only], []);
      return {
        [`matches ${JSON.stringify({ pattern, text })}`]:
          (choice.kind === 'apply') === stands(pattern.toLowerCase(), text.toLowerCase()),
      };
    });
    expect(found).toEqual({ worlds: 4 ** 4 * 5 ** 3, broken: [] });
  });
});

/** Read letter by letter: a star takes any part of what is left. */
function stands(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] === '*') return stands(rest, text) || (text !== '' && stands(pattern, text.slice(1)));
  return pattern[0] === text[0] && stands(rest, text.slice(1));
}

function rule(name: string, region: string, tags: DefaultRule['tags']): DefaultRule {
  return { name, when: { region: [region] }, tags };
}

function keysOf(tags: object): string[] {
  return Object.keys(tags).sort();
}
