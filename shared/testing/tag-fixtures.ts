/**
 * What a tag may say and where a node may be, with the answers of all who judge it side by side: the Config rule, check-tag
 * and sweep-tags. `docs/tag-answers.md` shows the same table.
 */
export interface TagFixture {
  readonly about: string;
  /** Undefined where the node carries no tag `maintenance:patching`. */
  readonly value: string | undefined;
  /** How the node comes to the rule; a change of an EC2 instance unless told. */
  readonly item?:
    | 'changed'
    | 'oversized'
    | 'scheduled'
    | 'hybrid'
    | 'hybrid-oversized'
    | 'inventoried-instance'
    | 'left-scope'
    | 'deleted'
    | 'not-recorded';
  /** What AWS Config and its aggregator believe the tag to say, where it is not what it says. */
  readonly recorded?: string | 'nothing';
  /** Schedules in force; `APPROVED` unless told. */
  readonly approved?: readonly string[];
  /** check-tag has judged the node before. */
  readonly judgedBefore?: true;
  /** What stands behind a reserved value; an exception that stands unless told. */
  readonly excuse?: 'none' | 'exception-requested' | 'exception-over' | 'group' | 'rule';
  readonly rule: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  readonly checkTag: string;
  readonly sweepTags: string;
}

export const APPROVED: readonly string[] = ['2SAT', '22FRI', '6SUN', '2SATX4'];

const valid = { rule: 'COMPLIANT', checkTag: 'approved', sweepTags: 'valid' } as const;
const exempt = { rule: 'COMPLIANT', checkTag: 'reserved', sweepTags: 'exempt-or-immutable' } as const;
const unexcused = {
  rule: 'NON_COMPLIANT',
  checkTag: 'unexcused, told',
  sweepTags: 'exempt-or-immutable, told',
} as const;
const missing = { rule: 'NON_COMPLIANT', checkTag: 'missing', sweepTags: 'missing, default given' } as const;
const malformed = { rule: 'NON_COMPLIANT', checkTag: 'malformed, told', sweepTags: 'malformed, told' } as const;
const meant = (value: string) =>
  ({
    rule: 'NON_COMPLIANT',
    checkTag: `malformed, told, meant ${value}`,
    sweepTags: `malformed, told, meant ${value}`,
  }) as const;
const notApproved = {
  rule: 'NON_COMPLIANT',
  checkTag: 'not-approved, told',
  sweepTags: 'not-approved, told',
} as const;
const gone = { rule: 'NOT_APPLICABLE', checkTag: 'missing', sweepTags: 'not in the inventory' } as const;

export const TAG_FIXTURES: readonly TagFixture[] = [
  { about: 'approved', value: '2SAT', ...valid },
  { about: 'approved, one week of the month', value: '2SATX4', ...valid },
  { about: 'approved, two digits', value: '22FRI', ...valid },
  { about: 'exempt, by an exception', value: 'EXEMPT', ...exempt },
  { about: 'exempt, without an exception', value: 'EXEMPT', excuse: 'none', ...unexcused },
  { about: 'exempt, nobody has approved it yet', value: 'EXEMPT', excuse: 'exception-requested', ...unexcused },
  { about: 'exempt, its exception is over', value: 'EXEMPT', excuse: 'exception-over', ...unexcused },
  { about: 'immutable, of an Auto Scaling group', value: 'REPLACE', excuse: 'group', ...exempt },
  { about: 'immutable, by a rule of the settings', value: 'REPLACE', excuse: 'rule', ...exempt },
  { about: 'immutable, of no group', value: 'REPLACE', excuse: 'none', ...unexcused },
  { about: 'no tag', value: undefined, ...missing },
  { about: 'empty', value: '', ...malformed },
  { about: 'one space', value: ' ', ...malformed },
  { about: 'space before', value: ' 2SAT', ...meant('2SAT') },
  { about: 'space behind', value: '2SAT ', ...meant('2SAT') },
  { about: 'space within', value: '2 SAT', ...meant('2SAT') },
  { about: 'no-break space', value: '2\u{a0}SAT', ...meant('2SAT') },
  { about: 'zero-width space', value: '2SAT\u{200b}', ...meant('2SAT') },
  { about: 'line break behind', value: '2SAT\n', ...meant('2SAT') },
  { about: 'small letters', value: '2sat', ...meant('2SAT') },
  { about: 'mixed case', value: '22Fri', ...meant('22FRI') },
  { about: 'exempt in small letters', value: 'exempt', ...meant('EXEMPT') },
  { about: 'immutable in mixed case', value: 'Replace', ...meant('REPLACE') },
  { about: 'zero-padded hour', value: '02SAT', ...meant('2SAT') },
  { about: 'zero-padded, and a digit too many', value: '002SAT', ...meant('2SAT') },
  { about: 'hour and minutes', value: '02:00SAT', ...meant('2SAT') },
  { about: '# for X', value: '2SAT#4', ...meant('2SATX4') },
  { about: 'small x', value: '2SATx4', ...meant('2SATX4') },
  { about: 'hour behind the day', value: 'SAT2', ...meant('2SAT') },
  { about: 'letters swapped', value: '2STA', ...meant('2SAT') },
  { about: 'whole name of the day', value: '2SATURDAY', ...meant('2SAT') },
  { about: 'letter O for zero', value: '2OSAT', ...meant('2SAT') },
  { about: 'Cyrillic look-alike', value: '2S\u{410}T', ...meant('2SAT') },
  { about: 'full-width digits', value: '\u{ff12}SAT', ...meant('2SAT') },
  { about: 'hour out of range', value: '24SAT', ...meant('2SAT') },
  { about: 'week out of range', value: '2SATX6', ...meant('2SATX4') },
  { about: 'no hour', value: 'SAT', ...malformed },
  { about: 'a word', value: 'whenever', ...malformed },
  { about: 'a sentence', value: 'ask the payments team', ...malformed },
  { about: 'a cron expression', value: 'cron(0 2 ? * SAT *)', ...meant('2SAT') },
  { about: '256 characters', value: 'x'.repeat(256), ...malformed },
  { about: '256 quotation marks', value: '"'.repeat(256), ...malformed },
  { about: 'markup', value: '<b>2SAT</b>', ...meant('2SAT') },
  { about: 'a schedule that is not approved', value: '10WED', ...notApproved },
  { about: 'a schedule that is near to an approved one', value: '3SAT', ...notApproved },
  { about: 'withdrawn', value: '6SUN', approved: ['2SAT'], judgedBefore: true, ...notApproved },
  { about: 'nothing is approved at all', value: '2SAT', approved: [], ...notApproved },
  {
    about: 'refused before, and told then',
    value: '2STA',
    judgedBefore: true,
    rule: 'NON_COMPLIANT',
    checkTag: 'malformed, known',
    sweepTags: 'malformed, known',
  },
  {
    about: 'corrected since AWS Config looked',
    value: '2SAT',
    recorded: '2STA',
    rule: 'NON_COMPLIANT',
    checkTag: 'approved',
    sweepTags: 'malformed, corrected by now',
  },
  {
    about: 'tagged since AWS Config looked',
    value: '2SAT',
    recorded: 'nothing',
    rule: 'NON_COMPLIANT',
    checkTag: 'approved',
    sweepTags: 'missing, corrected by now',
  },
  { about: 'oversized item, approved', value: '2SAT', item: 'oversized', ...valid },
  { about: 'oversized item, mistyped', value: '2STA', item: 'oversized', ...meant('2SAT') },
  { about: 'oversized item, no tag', value: undefined, item: 'oversized', ...missing },
  { about: 'by the rule’s own clock, approved', value: '2SAT', item: 'scheduled', ...valid },
  { about: 'by the rule’s own clock, no tag', value: undefined, item: 'scheduled', ...missing },
  { about: 'hybrid node, approved', value: '2SAT', item: 'hybrid', recorded: 'nothing', ...valid },
  { about: 'hybrid node, mistyped', value: 'SAT2', item: 'hybrid', recorded: '2SAT', ...meant('2SAT') },
  { about: 'hybrid node, no tag', value: undefined, item: 'hybrid', recorded: '2SAT', ...missing },
  {
    about: 'hybrid node, exempt without an exception',
    value: 'EXEMPT',
    item: 'hybrid',
    excuse: 'none',
    ...unexcused,
  },
  {
    about: 'by the rule’s own clock, exempt without an exception',
    value: 'EXEMPT',
    item: 'scheduled',
    excuse: 'none',
    ...unexcused,
  },
  { about: 'hybrid node, oversized item', value: 'EXEMPT', item: 'hybrid-oversized', recorded: 'nothing', ...exempt },
  {
    about: 'EC2 instance as an inventory item',
    value: '2STA',
    item: 'inventoried-instance',
    ...meant('2SAT'),
    rule: 'NOT_APPLICABLE',
  },
  { about: 'deleted', value: undefined, item: 'deleted', recorded: '2STA', ...gone },
  { about: 'deleted, and was approved', value: undefined, item: 'deleted', recorded: '2SAT', ...gone },
  {
    about: 'left the scope of the rule',
    value: '2STA',
    item: 'left-scope',
    ...meant('2SAT'),
    rule: 'NOT_APPLICABLE',
  },
  {
    about: 'not recorded any more',
    value: undefined,
    item: 'not-recorded',
    ...missing,
    rule: 'NOT_APPLICABLE',
  },
];
