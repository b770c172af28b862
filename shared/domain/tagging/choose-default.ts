import { PATCH_GROUP_TAGS, WAVE_TAG } from './tag-keys.ts';

/** One rule of the default policy: the first rule of the list whose conditions all hold supplies the tags. */
export interface DefaultRule {
  readonly name: string;
  readonly when: RuleConditions;
  /** Without it the rule leaves nodes in production alone. */
  readonly production?: boolean | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Each condition is a list of patterns (`*` stands for any text), of which one must match. */
export interface RuleConditions {
  readonly account?: readonly string[] | undefined;
  /** The path of the account in the organization, such as `Workloads/Production`. */
  readonly organizationalUnit?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  readonly platform?: readonly string[] | undefined;
  readonly environment?: readonly string[] | undefined;
  /** By key of a tag that the node must carry. */
  readonly tags?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface UntaggedNode {
  readonly account: string;
  readonly organizationalUnit?: string | undefined;
  readonly region: string;
  readonly platform?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export type DefaultChoice =
  | { readonly kind: 'apply'; readonly rule: string; readonly tags: Readonly<Record<string, string>> }
  /** No rule matches: a person decides. */
  | { readonly kind: 'ask' };

/**
 * Chooses the tags that a node without a schedule gets.
 *
 *   T1. The first rule that matches decides; no rule, no tags.
 *   T2. A tag that the node carries already is never written over (P8).
 *   T3. In production only a rule that says so matches.
 *   T4. A rule that names no wave puts Linux before Windows; a node whose platform is not known gets none.
 */
export function chooseDefault(
  node: UntaggedNode,
  rules: readonly DefaultRule[],
  productionEnvironments: readonly string[],
): DefaultChoice {
  const environment = node.tags['environment']?.toLowerCase();
  const production = productionEnvironments.some((name) => name.toLowerCase() === environment); // However it is spelt.
  const rule = rules.find(
    ({ when, production: saysSo = false }) => (saysSo || !production) && matches(node, when), // T3
  );
  if (rule === undefined) return { kind: 'ask' }; // T1
  const tags = Object.entries({ ...waveOf(node.platform), ...rule.tags }).filter(([key]) => !carries(node, key)); // T2
  return { kind: 'apply', rule: rule.name, tags: Object.fromEntries(tags) };
}

function carries({ tags }: UntaggedNode, key: string): boolean {
  const spellings = PATCH_GROUP_TAGS.some((spelling) => spelling === key) ? PATCH_GROUP_TAGS : [key];
  return spellings.some((spelling) => tags[spelling] !== undefined);
}

/** T4. EC2 says `Linux/UNIX`, `Red Hat Enterprise Linux` or `Windows…`; Systems Manager names a hybrid node's distribution. */
function waveOf(platform = ''): Readonly<Record<string, string>> {
  if (platform === '') return {};
  return { [WAVE_TAG]: /windows/i.test(platform) ? '2' : '1' };
}

/** Whether all conditions that are there hold. */
export function matches(node: UntaggedNode, { tags = {}, ...when }: RuleConditions): boolean {
  const { account, organizationalUnit, region, platform } = node;
  const facts = { account, organizationalUnit, region, platform, environment: node.tags['environment'] };
  return (
    NAMES.every((name) => {
      const patterns = when[name];
      return patterns === undefined || matchesOne(facts[name] ?? '', patterns);
    }) &&
    Object.entries(tags).every(([key, patterns]) => {
      const value = node.tags[key];
      return value !== undefined && matchesOne(value, patterns);
    })
  );
}

const NAMES = ['account', 'organizationalUnit', 'region', 'platform', 'environment'] as const;

function matchesOne(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(text, pattern));
}

function matchesPattern(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(text); // A tag may hold a line break.
}
