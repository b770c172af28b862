/** The events for other systems, against the sample rule that the documentation gives, and against our own rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { readEventPattern } from './event-pattern.ts';

const HUB = '111122223333';
const FOLDER = 'docs/events';
const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  .map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));

describe('the sample rule', () => {
  const [pattern] = patternsIn(`${FOLDER}/sample-rule.yml`);
  const matches = readEventPattern(pattern);
  const final = samples.find((sample) => sample['detail-type'] === 'Window Final');
  const finalWith = (verdicts: object) => ({ ...final, detail: { ...final.detail, verdicts } });

  it('takes what it says, and leaves the rest', () => {
    expect(samples.filter(matches).map((sample) => sample['detail-type'])).toEqual([
      'Window Final',
      'Window Held',
      'Window Missed',
    ]);
  });

  it('takes a final window only where nodes failed or were missed', () => {
    const none = { patched: 3, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 };

    expect(matches(finalWith(none))).toBe(false);
    expect(matches(finalWith({ ...none, failed: 1 }))).toBe(true);
    expect(matches(finalWith({ ...none, missed: 1 }))).toBe(true);
  });

  it('leaves other environments, and what a member puts on the bus', () => {
    expect(matches({ ...final, detail: { ...final.detail, environment: 'test' } })).toBe(false);
    expect(matches({ ...final, account: '444455556666' })).toBe(false);
  });

  it('is the one that docs/events.md shows', () => {
    const page = readFileSync('docs/events.md', 'utf8');
    expect(JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '')).toEqual(pattern);
  });
});

describe('our own rules', () => {
  const patterns = ['serverless.yml', 'serverless.region.yml', 'stacks/member.yml'].flatMap(patternsIn);

  it('are found', () => {
    expect(patterns.length).toBeGreaterThan(8);
    expect(patterns.filter(({ source }) => source?.includes('patchplane')).length).toBeGreaterThan(0);
  });

  it('take none of these events, whoever puts them: no reaction to our own tail (P8)', () => {
    for (const { account: _account, ...pattern } of patterns) {
      expect({ pattern, taken: samples.filter(readEventPattern(pattern)) }).toEqual({ pattern, taken: [] });
    }
  });
});

interface Pattern {
  readonly source?: readonly string[];
  readonly account?: readonly string[];
}

/** Every event pattern in a file, wherever it stands; `!Ref AWS::AccountId` is the hub. */
function patternsIn(file: string): Pattern[] {
  const text = readFileSync(file, 'utf8').replaceAll('!Ref AWS::AccountId', `'${HUB}'`);
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) => patternsUnder(document.toJS()));
}

function patternsUnder(node: unknown): Pattern[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'EventPattern' || key === 'pattern' ? [value] : patternsUnder(value),
  );
}
