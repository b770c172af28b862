import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../testing/domain-builders.ts';
import { aNodeRecord, aWindowRecord } from '../../testing/explain-builders.ts';
import { VERDICTS } from '../window/verdict.ts';
import { type Part, tallyOf } from './tally.ts';

const window = aWindowRecord({ window: aWindow(), state: 'final' });

function parts(...verdicts: readonly (string | undefined)[]): Part[] {
  return verdicts.map((verdict) => ({ node: aNodeRecord({ verdict }), window }));
}

describe('tallyOf()', () => {
  it.each(VERDICTS)('counts %s as itself and as nothing else', (verdict) => {
    const others = Object.fromEntries(VERDICTS.map((each) => [each, 0]));
    expect(tallyOf('all', parts(verdict, verdict), [window])).toMatchObject({
      roster: 2,
      verdicts: { ...others, [verdict]: 2 },
      unjudged: 0,
    });
  });

  it('counts what has no verdict, or one that nobody knows, as not judged', () => {
    expect(tallyOf('all', parts(undefined, 'splendid', 'patched'), [window])).toMatchObject({
      roster: 3,
      verdicts: { patched: 1 },
      unjudged: 2,
    });
  });
});
