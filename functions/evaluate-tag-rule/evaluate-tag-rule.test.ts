import { describe, expect, it } from '@jest/globals';
import type { RuleSubject } from '../../shared/aws/rule-subjects.ts';
import { type ItemChanged, parseRuleInvocation } from '../../shared/inbound/rule-invocation.ts';
import { aNodeReference, anEntry } from '../../shared/testing/domain-builders.ts';
import { aGrantedException } from '../../shared/testing/exception-builders.ts';
import { fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { type Evaluation, evaluateTagRule } from './evaluate-tag-rule.ts';

const node = aNodeReference();
const item: ItemChanged = {
  kind: 'changed',
  rule: 'patchplane-schedule-tag',
  account: node.account,
  region: node.region,
  parameters: {},
  resultToken: 'token',
  executionRoleArn: 'arn:aws:iam::444455556666:role/config',
  orderingTimestamp: new Date('2026-03-06T19:31:20.118Z'),
  node,
  resourceType: 'AWS::EC2::Instance',
  tags: {},
};
const INVENTORY = 'AWS::SSM::ManagedInstanceInventory';
const hybrid: ItemChanged = { ...item, node: aNodeReference('mi-0123456789abcdef0'), resourceType: INVENTORY };
const answer = { resourceType: 'AWS::EC2::Instance', resourceId: node.id, orderingTimestamp: item.orderingTimestamp };

describe('evaluateTagRule()', () => {
  it.each([
    ['2SAT', 'COMPLIANT', '2SAT is an approved schedule.'],
    ['EXEMPT', 'NON_COMPLIANT', 'EXEMPT without leave: No exception was approved for it.'],
    [
      'REPLACE',
      'NON_COMPLIANT',
      'REPLACE without leave: It is in no Auto Scaling group, and no rule of the settings allows it.',
    ],
    [undefined, 'NON_COMPLIANT', 'The node carries no tag maintenance:patching.'],
    ['3SAT', 'NON_COMPLIANT', '3SAT is a schedule, but not an approved one. Near to it is 2SAT.'],
    ['10WED', 'NON_COMPLIANT', '10WED is a schedule, but not an approved one.'],
    [
      '2STA',
      'NON_COMPLIANT',
      'Meant 2SAT? "2STA" is not a schedule: at position 1 it has "STA", wanted a weekday in capitals: SUN, MON, TUE, WED, THU, FRI, SAT.',
    ],
  ])('answers of %p that it is %s', async (value, compliance, annotation) => {
    const config = fakeConfig();
    const tags: Record<string, string> = value === undefined ? {} : { 'maintenance:patching': value };

    expect(await evaluateTagRule({ ...item, tags }, config)).toEqual([{ ...answer, compliance, annotation }]);
    expect(config.answers).toEqual([{ account: node.account, region: node.region, resultToken: 'token', compliance }]);
  });

  it('takes EXEMPT of a node whose exception stands, and REPLACE of one in an Auto Scaling group', async () => {
    const config = fakeConfig();
    config.exceptions.set(aGrantedException({ node }));
    const exempt = { 'maintenance:patching': 'EXEMPT' };
    const replaced = { 'maintenance:patching': 'REPLACE', 'aws:autoscaling:groupName': 'web' };

    for (const tags of [exempt, replaced]) {
      expect(await evaluateTagRule({ ...item, tags }, config)).toMatchObject([
        {
          compliance: 'COMPLIANT',
          annotation: `${tags['maintenance:patching']}: the node is not patched in a window.`,
        },
      ]);
    }
  });

  it('answers the same twice in a row, since Config decides by the ordering timestamp', async () => {
    const config = fakeConfig();
    const first = await evaluateTagRule(item, config);

    expect(await evaluateTagRule(item, config)).toEqual(first);
  });

  it.each(['x'.repeat(256), '"'.repeat(256), `2SAT${'\u{1f600}'.repeat(126)}`])(
    'keeps the annotation within what Config takes',
    async (value) => {
      const [evaluation] = await evaluateTagRule({ ...item, tags: { 'maintenance:patching': value } }, fakeConfig());

      expect(evaluation?.annotation.length).toBeGreaterThan(0);
      expect(evaluation?.annotation.length).toBeLessThanOrEqual(256);
    },
  );

  it('reads the tags of an item that was too large for the event', async () => {
    const { tags: _, ...oversized } = item;
    const recorded = { [node.id]: { 'maintenance:patching': '2SAT' } };

    expect(await evaluateTagRule({ ...oversized, kind: 'oversized' }, fakeConfig({ recorded }))).toMatchObject([
      { compliance: 'COMPLIANT' },
    ]);
  });

  it.each([
    [{ 'maintenance:patching': '2SAT' }, 'COMPLIANT', '2SAT is an approved schedule.'],
    [{}, 'NON_COMPLIANT', 'The node carries no tag maintenance:patching.'],
    [
      { 'maintenance:patching': '3SAT' },
      'NON_COMPLIANT',
      '3SAT is a schedule, but not an approved one. Near to it is 2SAT.',
    ],
  ])('judges a hybrid node by its live tags %j, whatever Config says', async (tags, compliance, annotation) => {
    for (const recorded of [{}, { 'maintenance:patching': '2SAT' }, { 'maintenance:patching': 'EXEMPT' }]) {
      const config = fakeConfig({ live: { [hybrid.node.id]: tags } });

      expect(await evaluateTagRule({ ...hybrid, tags: recorded }, config)).toEqual([
        { ...answer, resourceType: INVENTORY, resourceId: hybrid.node.id, compliance, annotation },
      ]);
    }
  });

  it('judges a hybrid node by its live tags also when its item was too large for the event', async () => {
    const { tags: _, ...oversized } = hybrid;
    const config = fakeConfig({
      live: { [hybrid.node.id]: { 'maintenance:patching': '2SAT' } },
      recorded: { [hybrid.node.id]: { 'maintenance:patching': 'banana' } },
    });

    expect(await evaluateTagRule({ ...oversized, kind: 'oversized' }, config)).toMatchObject([
      { compliance: 'COMPLIANT' },
    ]);
  });

  it('leaves an EC2 instance in the inventory to its own resource type', async () => {
    const inventoried: ItemChanged = { ...item, resourceType: INVENTORY };

    expect(await evaluateTagRule(inventoried, fakeConfig())).toEqual([
      {
        ...answer,
        resourceType: INVENTORY,
        compliance: 'NOT_APPLICABLE',
        annotation: 'An EC2 instance is judged as AWS::EC2::Instance.',
      },
    ]);
  });

  it('has nothing to say of a hybrid node that is deregistered', async () => {
    const config = { ...fakeConfig(), readHybridTags: async () => undefined };
    await evaluateTagRule(hybrid, config);
    expect(config.answers).toMatchObject([{ compliance: 'NOT_APPLICABLE' }]);
  });

  it('answers nothing while the tags of a hybrid node are refused, so that Lambda tries again', async () => {
    const config = {
      ...fakeConfig(),
      readHybridTags: async () => {
        throw new Error('AccessDenied: no');
      },
    };

    await expect(evaluateTagRule(hybrid, config)).rejects.toThrow('AccessDenied: no');
    expect(config.answers).toEqual([]);
  });

  it.each(['left-scope', 'deleted', 'not-recorded'] as const)(
    'has nothing to say of an item that is %s',
    async (reason) => {
      const { tags: _, ...gone } = item;

      expect(await evaluateTagRule({ ...gone, kind: 'gone', reason }, fakeConfig())).toEqual([
        { ...answer, compliance: 'NOT_APPLICABLE', annotation: `Nothing to judge: ${reason}.` },
      ]);
    },
  );

  it('answers nothing while the catalogue is unread, so that Lambda tries again', async () => {
    const config = fakeConfig();
    config.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

    await expect(evaluateTagRule(item, config)).rejects.toThrow(
      `Cannot judge the tag of ${node.id}: ThrottlingException`,
    );
    expect(config.answers).toEqual([]);
  });

  it.each([
    ['config-rule-evaluation', 'NON_COMPLIANT'],
    ['config-rule-oversized', 'NON_COMPLIANT'],
    ['config-rule-deleted', 'NOT_APPLICABLE'],
  ])('takes the sample %s', async (name, compliance) => {
    expect(await evaluateTagRule(parseRuleInvocation(sampleEvent(name)), fakeConfig())).toMatchObject([{ compliance }]);
  });

  it('judges every node of the cell when the rule’s own clock asks, as of that moment', async () => {
    const scheduled = parseRuleInvocation(sampleEvent('config-rule-scheduled'));
    const ids = Array.from({ length: 250 }, (_, index) => `i-${index.toString(16).padStart(17, '0')}`);
    const subjects: RuleSubject[] = [
      ...ids.map(
        (id, index): RuleSubject => ({
          node: aNodeReference(id),
          resourceType: 'AWS::EC2::Instance',
          tags: index % 2 === 0 ? new Map([['maintenance:patching', '2SAT']]) : new Map(),
        }),
      ),
      { node: hybrid.node, resourceType: INVENTORY, tags: new Map([['maintenance:patching', 'EXEMPT']]) },
    ];
    const config = fakeConfig({ subjects });
    const evaluations = await evaluateTagRule(scheduled, config);

    expect(evaluations.map(({ resourceId }) => resourceId)).toEqual([...ids, hybrid.node.id]);
    expect(evaluations.filter(({ compliance }) => compliance === 'NON_COMPLIANT')).toHaveLength(125);
    expect(new Set(evaluations.map((one) => one.orderingTimestamp))).toEqual(new Set([scheduled.orderingTimestamp]));
    expect(evaluations.at(-1)).toMatchObject({ resourceType: INVENTORY, compliance: 'COMPLIANT' });
  });

  it('judges none of them while the catalogue is unread', async () => {
    const scheduled = parseRuleInvocation(sampleEvent('config-rule-scheduled'));
    const config = fakeConfig();
    config.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

    await expect(evaluateTagRule(scheduled, config)).rejects.toThrow(/^Cannot judge the tags of \d{12} .*Throttling/);
    expect(config.answers).toEqual([]);
  });
});

type TagsByNode = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** AWS Config in a member account: what it has recorded, what it was answered, and what nodes really carry. */
function fakeConfig({
  recorded = {},
  live = {},
  subjects = [],
}: {
  recorded?: TagsByNode;
  live?: TagsByNode;
  subjects?: readonly RuleSubject[];
} = {}) {
  const { around, readCatalogue, judge, exceptions } = fakeWorld();
  exceptions.set(aGrantedException({ node: hybrid.node }));
  around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '2SAT' })], problems: [] };
  const answers: { account: string; region: string; resultToken: string; compliance: Evaluation['compliance'] }[] = [];

  return {
    around,
    answers,
    readCatalogue,
    judge,
    exceptions,
    readRecordedTags: async (of: { readonly node: { readonly id: string } }) => recorded[of.node.id] ?? {},
    readSubjects: async () => subjects,
    readHybridTags: async ({ id }: { readonly id: string }) => live[id] ?? {},
    putEvaluations: async (
      { account, region, resultToken }: { account: string; region: string; resultToken: string },
      evaluations: readonly Evaluation[],
    ) => {
      answers.push(...evaluations.map(({ compliance }) => ({ account, region, resultToken, compliance })));
    },
  };
}
