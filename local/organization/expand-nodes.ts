/** Groups of the organization file become single nodes, with the names and ids that they keep from run to run. */
import { createHash } from 'node:crypto';
import type { NodeSpec } from './organization.ts';
import type { OrganizationFile } from './organization-file.ts';
import { parseInstant } from './zoned-time.ts';

const ID_DIGITS = 17;

export function expandNodes({ organizationId, accounts, nodes, times, weekend }: OrganizationFile): NodeSpec[] {
  const accountTags = new Map(accounts.map(({ id, tags }) => [id, tags]));
  const instant = (text: string | undefined) => (text === undefined ? undefined : parseInstant(text, weekend.zone));
  const until = (ends: { readonly until: string }) => instant(ends.until) ?? new Date(Number.NaN); // Told by its own check.
  return nodes.flatMap(
    ({ name, count, kind, tags, oddity, missingFrom, rebootPendingUntil, foreignPatchAt, exception, ...group }) =>
      Array.from({ length: count * times }, (_, index): NodeSpec => {
        const number = index + 1;
        const nodeName = `${name}-${String(number).padStart(2, '0')}`;
        return {
          ...group,
          id: `${kind === 'hybrid' ? 'mi' : 'i'}-${digits(`${organizationId ?? ''}/${name}/${number}`)}`,
          name: nodeName,
          tags: { ...accountTags.get(group.account), ...tags, Name: nodeName },
          ...(oddity !== undefined && { oddity }),
          ...(missingFrom !== undefined && { missingFrom: instant(missingFrom) }),
          ...(rebootPendingUntil !== undefined && { rebootPendingUntil: instant(rebootPendingUntil) }),
          ...(exception !== undefined && { exception: { ...exception, until: until(exception) } }),
          ...(foreignPatchAt !== undefined && { foreignPatchAt: instant(foreignPatchAt) }),
        };
      }),
  );
}

/** The id depends on nothing but the node's own name, so that a node added to the file changes no other. */
function digits(of: string): string {
  return createHash('sha256').update(of).digest('hex').slice(0, ID_DIGITS);
}
