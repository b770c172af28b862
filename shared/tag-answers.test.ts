/** The Config rule, check-tag and sweep-tags on the table of fixtures, each with its real flow; and the page that shows it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { planDefaultTag } from '../functions/apply-default-tag/apply-default-tag.ts';
import { checkTag } from '../functions/check-tag/check-tag.ts';
import { evaluateTagRule } from '../functions/evaluate-tag-rule/evaluate-tag-rule.ts';
import { sweepTags } from '../functions/sweep-tags/sweep-tags.ts';
import type { Notice } from './domain/reporting/notice.ts';
import type { Exception } from './domain/tagging/exception.ts';
import { TAG_CLASSES } from './domain/tagging/tag-census.ts';
import type { RuleInvocation } from './inbound/rule-invocation.ts';
import { aNodeReference, anEntry, someSettings } from './testing/domain-builders.ts';
import { aGrantedException, anException } from './testing/exception-builders.ts';
import { fakeTagSweeps } from './testing/fake-world/fake-tag-sweeps.ts';
import { fakeWorld } from './testing/fake-world/fake-world.ts';
import { projectRoot } from './testing/packaged.ts';
import { APPROVED, TAG_FIXTURES, type TagFixture } from './testing/tag-fixtures.ts';

describe.each(TAG_FIXTURES)('$about', (fixture) => {
  it('is judged as the table says, by the rule', async () => {
    expect(await ruleAnswers(fixture)).toMatchObject({ compliance: fixture.rule });
  });

  it('is told by the rule in 1 to 256 characters', async () => {
    const { annotation = '' } = (await ruleAnswers(fixture)) ?? {};
    expect(annotation.length).toBeGreaterThan(0);
    expect(annotation.length).toBeLessThanOrEqual(256);
  });

  it('is judged as the table says, by check-tag', async () => {
    expect(await checkTagAnswers(fixture)).toBe(fixture.checkTag);
  });

  it('is judged as the table says, by sweep-tags', async () => {
    expect(await sweepTagsAnswers(fixture)).toBe(fixture.sweepTags);
  });
});

describe('the table', () => {
  it('has at least 40 cases, each once', () => {
    expect(TAG_FIXTURES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(TAG_FIXTURES.map(({ about }) => about)).size).toBe(TAG_FIXTURES.length);
  });

  it('is what docs/tag-answers.md shows', () => {
    const page = readFileSync(path.join(projectRoot, 'docs/tag-answers.md'), 'utf8');
    const shown = page.split('\n').filter((line) => /^\| [^-|]/.test(line));
    expect(shown.slice(1)).toEqual(TAG_FIXTURES.map(rowOf));
  });
});

function rowOf({ about, value, rule, checkTag: checked, sweepTags: swept }: TagFixture): string {
  return `| ${[about, shownValue(value), rule, checked, swept].join(' | ')} |`;
}

/** As JSON, in which what cannot be seen is spelt out; what is long is cut. */
function shownValue(value: string | undefined): string {
  if (value === undefined) return 'none';
  const spelt = JSON.stringify(value).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `\`${spelt.length > 24 ? `${spelt.slice(0, 20)}...` : spelt}\``;
}

/** The node of a fixture in its account, live and as AWS Config has it, and what judges it. */
function worldOf(fixture: TagFixture) {
  const { value, item = 'changed', recorded, approved = APPROVED, excuse } = fixture;
  const node = aNodeReference(item.startsWith('hybrid') ? 'mi-0123456789abcdef0' : undefined);
  const fake = fakeWorld();
  approve(APPROVED);
  fake.around.defaultRules = [{ name: 'all', when: {}, tags: { 'maintenance:patching': '2SAT' }, production: true }];
  const gone = item === 'deleted';
  fake.tagged.set(node.id, gone ? undefined : tagsOf(value, excuse));
  if (excuse !== 'none') fake.exceptions.set({ ...exceptionOf(excuse), node });
  fake.around.settings = someSettings({ replaceAllowed: excuse === 'rule' ? [{ region: ['eu-*'] }] : [] });

  function approve(values: readonly string[]): void {
    fake.around.catalogue = { kind: 'read', entries: values.map((each) => anEntry({ value: each })), problems: [] };
  }
  const world = {
    ...fake,
    memory: fake.tagMemory,
    ruleName: 'rule',
    sweeps: fakeTagSweeps(fake.clock, { isNoted: fake.held.isNoted, memory: fake.tagMemory }),
  };
  const check = () =>
    checkTag(
      {
        kind: 'changed',
        cause: 'tag-changed',
        id: 'event-1',
        node,
        keys: ['maintenance:patching'],
        at: fake.now(),
      },
      world,
    );

  return {
    ...world,
    node,
    gone,
    check,
    recordedTags: recorded === undefined ? tagsOf(value, excuse) : recorded === 'nothing' ? {} : tagsOf(recorded),
    liveTags: () => new Map(Object.entries(fake.tagged.tagsOf(node.id))),
    /** check-tag has judged the node while everything was approved; then the catalogue became what it is. */
    begin: async () => {
      if (fixture.judgedBefore) await check();
      approve(approved);
    },
  };
}

async function ruleAnswers(fixture: TagFixture) {
  const world = worldOf(fixture);
  await world.begin();
  const [evaluation] = await evaluateTagRule(invocationOf(fixture, world), {
    readCatalogue: world.readCatalogue,
    judge: world.judge,
    readRecordedTags: async () => world.recordedTags,
    readHybridTags: async () => Object.fromEntries(world.liveTags()),
    readSubjects: async () => [{ node: world.node, resourceType: 'AWS::EC2::Instance', tags: world.liveTags() }],
    putEvaluations: async () => {},
  });
  return evaluation;
}

async function checkTagAnswers(fixture: TagFixture): Promise<string> {
  const world = worldOf(fixture);
  await world.begin();
  const told = world.outbox.told().length;
  const report = await world.check();
  if (report.kind === 'left') return `left: ${report.why}`;
  const known = report.notice === 'known' && !['approved', 'reserved', 'missing'].includes(report.verdict);
  return [report.verdict, ...(known ? ['known'] : []), ...sayTold(world.outbox.told().slice(told))].join(', ');
}

async function sweepTagsAnswers(fixture: TagFixture): Promise<string> {
  const world = worldOf(fixture);
  await world.begin();
  const told = world.outbox.told().length;
  const before = world.liveTags();
  const hybrid = world.node.id.startsWith('mi-');
  const tags = hybrid ? before : new Map(Object.entries(world.recordedTags));
  const seenBy = hybrid ? ('systems-manager' as const) : ('config' as const);
  const report = await sweepTags({
    ...world,
    readSettings: async () => world.around.settings,
    silentCells: async () => ({ kind: 'done', value: [] }),
    observeInventory: async () => ({
      nodes: world.gone ? [] : [{ node: world.node, tags, seenBy, recorded: true }],
      unreadCells: [],
    }),
    readTags: async () => new Map([[world.node.id, world.liveTags()]]),
    readNodes: world.tagged.readNodes,
    unfinishedWrites: world.tagWrites.unfinished,
    planDefault: (node, live, effects) =>
      planDefaultTag(
        { rule: 'rule', compliance: 'NON_COMPLIANT', node },
        { ...world, ...effects, readNode: async () => live },
      ),
    writeTags: world.tagged.writeMany,
  });

  const found = TAG_CLASSES.find((each) => report.counts[each] === 1);
  if (found === undefined) return 'not in the inventory';
  const fine = found === 'valid' || (found === 'exempt-or-immutable' && report.unexcused === 0);
  const spoken = sayTold(world.outbox.told().slice(told));
  const silence =
    before.get('maintenance:patching') === tags.get('maintenance:patching') ? 'known' : 'corrected by now';
  return [found, ...(fine ? [] : spoken.length > 0 ? spoken : [silence])].join(', ');
}

function sayTold(notices: readonly Notice[]): string[] {
  return notices.flatMap(({ kind, subject }) => {
    if (kind === 'tag-defaulted') return ['default given'];
    const [, guess] = /, meant (\w+)\?/.exec(subject) ?? [];
    return guess === undefined ? ['told'] : ['told', `meant ${guess}`];
  });
}

function invocationOf({ item = 'changed' }: TagFixture, { node, recordedTags }: ReturnType<typeof worldOf>) {
  const question = {
    rule: 'patchplane-schedule-tag',
    account: node.account,
    region: node.region,
    parameters: {},
    resultToken: 'token',
    executionRoleArn: 'arn:aws:iam::444455556666:role/config',
    orderingTimestamp: new Date('2026-03-06T19:31:20.118Z'),
  };
  const instance = { ...question, node, resourceType: 'AWS::EC2::Instance' } as const;
  const inventory = { ...question, node, resourceType: 'AWS::SSM::ManagedInstanceInventory' } as const;
  switch (item) {
    case 'changed':
      return { kind: 'changed', ...instance, tags: recordedTags } satisfies RuleInvocation;
    case 'oversized':
      return { kind: 'oversized', ...instance } satisfies RuleInvocation;
    case 'scheduled':
      return { kind: 'scheduled', ...question } satisfies RuleInvocation;
    case 'hybrid':
    case 'inventoried-instance':
      return { kind: 'changed', ...inventory, tags: recordedTags } satisfies RuleInvocation;
    case 'hybrid-oversized':
      return { kind: 'oversized', ...inventory } satisfies RuleInvocation;
    case 'left-scope':
    case 'deleted':
    case 'not-recorded':
      return { kind: 'gone', ...instance, reason: item } satisfies RuleInvocation;
  }
}

function tagsOf(value: string | undefined, excuse?: TagFixture['excuse']): Readonly<Record<string, string>> {
  return {
    owner: 'payments@example.com',
    ...(value !== undefined && { 'maintenance:patching': value }),
    ...(excuse === 'group' && { 'aws:autoscaling:groupName': 'web-fleet' }),
  };
}

/** The fake world begins on the 6th of March. */
function exceptionOf(excuse: TagFixture['excuse']): Exception {
  if (excuse === 'exception-requested') return anException();
  return aGrantedException(excuse === 'exception-over' ? { until: new Date('2026-03-06T00:00:00Z') } : {});
}
