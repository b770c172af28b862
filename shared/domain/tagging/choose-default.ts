/** One rule of the default policy: the first rule of the list whose conditions all hold supplies the tags. */
export interface DefaultRule {
  readonly name: string;
  readonly when: RuleConditions;
  readonly tags: Readonly<Record<string, string>>;
}

/** Each condition is a list of patterns (`*` stands for any text), of which one must match. */
export interface RuleConditions {
  readonly account?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  readonly platform?: readonly string[] | undefined;
  readonly environment?: readonly string[] | undefined;
}

export interface UntaggedNode {
  readonly account: string;
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
 */
export function chooseDefault(node: UntaggedNode, rules: readonly DefaultRule[]): DefaultChoice {
  const rule = rules.find(({ when }) => matches(node, when));
  if (rule === undefined) return { kind: 'ask' }; // T1
  const tags = Object.fromEntries(Object.entries(rule.tags).filter(([key]) => node.tags[key] === undefined)); // T2
  return { kind: 'apply', rule: rule.name, tags };
}

function matches(node: UntaggedNode, when: RuleConditions): boolean {
  const { account, region, platform } = node;
  const facts = { account, region, platform, environment: node.tags['environment'] };
  return (['account', 'region', 'platform', 'environment'] as const).every((name) => {
    const patterns = when[name];
    return patterns === undefined || patterns.some((pattern) => matchesPattern(facts[name] ?? '', pattern));
  });
}

function matchesPattern(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(text); // A tag may hold a line break.
}
