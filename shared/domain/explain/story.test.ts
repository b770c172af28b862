import { describe, expect, it } from '@jest/globals';
import { chapter, unknown } from './story.ts';

const at = (second: number) => new Date(second * 1000);
const said = (text: string, second?: number) => ({
  said: text,
  source: 'somebody',
  ...(second !== undefined && { at: at(second) }),
});

describe('chapter()', () => {
  it('puts its steps in order of time, each without a time behind the one that it was told after', () => {
    const { title, steps } = chapter('The window', [
      said('stands first'),
      said('third', 3),
      said('of the third'),
      said('first', 1),
      said('of the first'),
      said('also third', 3),
    ]);

    expect(title).toBe('The window');
    expect(steps.map((step) => step.said)).toEqual([
      'stands first',
      'first',
      'of the first',
      'third',
      'of the third',
      'also third',
    ]);
  });

  it('may be empty', () => {
    expect(chapter('Nothing', [])).toEqual({ title: 'Nothing', steps: [] });
  });
});

describe('unknown()', () => {
  it('marks what could not be found out', () => {
    expect(unknown('the ledger', 'It is not known.')).toEqual({
      said: 'It is not known.',
      source: 'the ledger',
      unknown: true,
    });
  });
});
