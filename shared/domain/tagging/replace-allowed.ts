import { matches, type RuleConditions, type UntaggedNode } from './choose-default.ts';

/** Where nodes may say `REPLACE` without an Auto Scaling group, because something else replaces them. */
export interface ExcuseSettings {
  readonly replaceAllowed: readonly RuleConditions[];
  /** Where accounts stand in the organization, by account id. */
  readonly organizationalUnits: Readonly<Record<string, string>>;
}

/** One rule that matches is enough. */
export function isReplaceAllowed(
  node: Pick<UntaggedNode, 'account' | 'region' | 'tags'>,
  { replaceAllowed, organizationalUnits }: ExcuseSettings,
): boolean {
  const { account, region, tags } = node;
  const facts = { account, region, tags, organizationalUnit: organizationalUnits[account] };
  return replaceAllowed.some((rule) => matches(facts, rule));
}
