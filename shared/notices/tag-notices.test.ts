import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../domain/reporting/notice.ts';
import { judgeTag } from '../domain/tagging/judge-tag.ts';
import { aNodeReference } from '../testing/domain-builders.ts';
import { emailOf, subjectOf } from './render-notice.ts';
import { tagDefaultedNotice, tagNotDefaultedNotice, tagRefusedNotice } from './tag-notices.ts';

const node = aNodeReference();
const tagged = { node, name: 'payments-db-01', owner: 'payments@example.com', change: 2 };
const thousand = Array.from({ length: 1000 }, (_, index) => `${index % 24}SATX${1 + (index % 5)}-${index}`);

describe('tagRefusedNotice()', () => {
  it('says what is wrong, what was probably meant, and what to do', () => {
    expect(mail(refused('2STA'))).toMatchInlineSnapshot(`
"payments-db-01: schedule "2STA" is refused, meant 2SAT?

The tag maintenance:patching of payments-db-01 (i-0a1b2c3d4e5f60718) in account 444455556666, eu-west-1, says "2STA". No window patches the node under this value. "2STA" is not a schedule: at position 1 it has "STA", wanted a weekday in capitals: SUN, MON, TUE, WED, THU, FRI, SAT.

Details:
- The nearest approved value is 2SAT (optimal string alignment, distance 1).
- Approved are 22FRI, 2SAT.

What is next:
- Set the tag maintenance:patching of the node to 2SAT, or to another approved schedule. Until then it is not patched.
- What to do: docs/runbooks/tag-noncompliance.md

Notice tag-refused#i-0a1b2c3d4e5f60718#2"
`);
  });

  it('says of a schedule that is not approved that it is one', () => {
    const { happened, next } = refused('10WED');

    expect(happened).toContain('It is a schedule, but not an approved one.');
    expect(next).toEqual([
      'Set the tag maintenance:patching of the node to an approved schedule. Until then it is not patched.',
    ]);
  });

  it('says of a reserved word, mistyped, that it is one, and that a schedule is another way', () => {
    const { details, next } = refused('exempt');

    expect(details[0]).toBe(
      'The value is probably meant to be EXEMPT, a reserved one (the same but for case, spaces or punctuation).',
    );
    expect(next[0]).toContain('to EXEMPT, or to an approved schedule.');
  });

  it('lists what is approved by weekday and hour, and not as text', () => {
    const { details } = refused('whenever', ['10SAT', '22FRI', '2SAT', '6SUN']);

    expect(details[1]).toBe('Approved are 6SUN, 22FRI, 2SAT, 10SAT.');
  });

  it('cuts a long catalogue, and says so of an empty one', () => {
    expect(refused('whenever', thousand).details[1]).toMatch(/ and 980 more\.$/);
    expect(refused('whenever', []).details[1]).toBe('No schedule is approved at the moment.');
  });

  it('proposes one value or a few, but not a long list', () => {
    const few = (...approved: string[]) => refused('12SAT', approved).next[0];

    expect(refused('2STA', ['2SAT']).next[0]).toContain('to 2SAT, or to another approved schedule.');
    // 12SAT is itself a schedule, so what is near may not be what was meant.
    expect(few('2SAT')).toContain('to an approved schedule, such as 2SAT.');
    expect(few('2SAT', '22SAT', '11SAT')).toContain('to 2SAT, 11SAT or 22SAT.');
    expect(few('2SAT', '22SAT', '11SAT', '13SAT')).toContain('to an approved schedule.');
  });

  it('puts into the subject what matters, whatever the name and the value', () => {
    const values = fc.string({ unit: 'binary', maxLength: 256 }).filter((value) => {
      const { kind } = judgeTag(value, ['2SAT']);
      return kind === 'malformed' || kind === 'not-approved';
    });
    const names = fc.option(fc.string({ unit: 'binary', maxLength: 256 }), { nil: undefined });
    fc.assert(
      fc.property(values, names, (value, name) => {
        const subject = subjectOf(refused(value, ['2SAT'], name));
        return /^[\x20-\x7e]{1,99}$/.test(subject) && subject.includes('refused');
      }),
      { seed: 20260306, numRuns: 500 },
    );
  });
});

describe('tagDefaultedNotice()', () => {
  it('says which rule gave what', () => {
    const tags = { 'maintenance:patching': '2SUN', 'maintenance:wave': '1' };

    expect(mail(tagDefaultedNotice({ ...tagged, rule: 'linux-production', tags }))).toMatchInlineSnapshot(`
"payments-db-01: given the default schedule 2SUN

payments-db-01 (i-0a1b2c3d4e5f60718) in account 444455556666, eu-west-1, carried no tag maintenance:patching. The default-tag rule "linux-production" has given it one.

Details:
- maintenance:patching = 2SUN
- maintenance:wave = 1

What is next:
- If another schedule suits the node better, set the tag maintenance:patching to any approved value.

Notice tag-defaulted#i-0a1b2c3d4e5f60718#2"
`);
  });
});

describe('tagNotDefaultedNotice()', () => {
  it('asks a person to decide, or to clear the way', () => {
    const story = [
      tagNotDefaultedNotice({ ...tagged, cause: 'no-rule', detail: 'No default-tag rule matches the node.' }),
      tagNotDefaultedNotice({ ...tagged, name: undefined, cause: 'refused', detail: 'AWS answered AccessDenied: no' }),
    ];

    expect(story.map(mail).join('\n----\n')).toMatchInlineSnapshot(`
"payments-db-01: no schedule, and no default rule fits

payments-db-01 (i-0a1b2c3d4e5f60718) in account 444455556666, eu-west-1, carries no tag maintenance:patching, so no window owes it a patch.

Details:
- No default-tag rule matches the node.

What is next:
- Set the tag maintenance:patching of the node, or add a default rule that fits it.
- What to do: docs/runbooks/tag-noncompliance.md

Notice tag-not-defaulted#i-0a1b2c3d4e5f60718#no-rule#2
----
i-0a1b2c3d4e5f60718: no schedule, and AWS refused the default

i-0a1b2c3d4e5f60718 in account 444455556666, eu-west-1, carries no tag maintenance:patching, so no window owes it a patch.

Details:
- AWS answered AccessDenied: no

What is next:
- See why the role Patchplane-Tag is refused in that account, or set the tag by hand; Patchplane tries again when AWS Config next reports the node.
- What to do: docs/runbooks/tag-noncompliance.md

Notice tag-not-defaulted#i-0a1b2c3d4e5f60718#refused#2"
`);
    expect(story.map(({ severity }) => severity)).toEqual(['warning', 'critical']);
  });
});

describe('every notice about a tag', () => {
  it('is a new fact with every change of the tag, and about its node and owner', () => {
    const of = (change: number) => [
      { ...refused('2STA', ['2SAT'], 'x', change) },
      tagDefaultedNotice({ ...tagged, change, rule: 'r', tags: { 'maintenance:patching': '2SUN' } }),
      tagNotDefaultedNotice({ ...tagged, change, cause: 'no-rule', detail: 'x' }),
    ];
    const keys = [...of(1), ...of(2)].map(({ key }) => key);

    expect(new Set(keys).size).toBe(6);
    for (const { about } of of(1)) {
      expect(about).toEqual({
        node: node.id,
        account: node.account,
        region: node.region,
        owners: ['payments@example.com'],
      });
    }
    expect(
      tagNotDefaultedNotice({ ...tagged, owner: undefined, cause: 'no-rule', detail: 'x' }).about['owners'],
    ).toEqual([]);
  });
});

function refused(
  value: string,
  approved: readonly string[] = ['22FRI', '2SAT'],
  name: string | undefined = tagged.name,
  change = 2,
): Notice {
  const verdict = judgeTag(value, approved);
  if (verdict.kind !== 'malformed' && verdict.kind !== 'not-approved') throw new Error(`${value} is not refused`);
  return tagRefusedNotice({ ...tagged, name, verdict, approved, change });
}

function mail(notice: Notice): string {
  return `${subjectOf(notice)}\n\n${emailOf(notice)}`;
}
