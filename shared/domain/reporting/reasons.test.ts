import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isReason, REASONS } from './reasons.ts';

const page = readFileSync(new URL('../../../docs/reasons.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|(?: ([^|]+) \|)?$/gm)].map(
  ([, code = '', sentence = '', remedy = '']) => ({ code, sentence: sentence.trim(), remedy: remedy.trim() }),
);

describe('docs/reasons.md', () => {
  it('has every reason with its sentence, once, and no others', () => {
    expect(rows.map(({ code, sentence }) => [code, sentence]).sort()).toEqual(Object.entries(REASONS).sort());
  });

  it('says of everything that went wrong what to do about it', () => {
    const needsNothing = page.indexOf('## Nothing to do');
    const wrong = rows.filter(({ code }) => page.indexOf(`\`${code}\``) < needsNothing);

    expect(wrong.length).toBeGreaterThan(20);
    expect(wrong.filter(({ remedy }) => remedy === '')).toEqual([]);
  });
});

describe('REASONS', () => {
  it('are sentences', () => {
    expect(Object.values(REASONS).filter((sentence) => !/^[A-Z].*\.$/.test(sentence))).toEqual([]);
  });
});

describe('isReason()', () => {
  it('knows the codes, and nothing that objects have by nature', () => {
    expect(['installed', 'no-wave', 'toString', 'Installed', ''].map(isReason)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
