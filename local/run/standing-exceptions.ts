/** Exceptions that stand since before the run began, as rows of the ledger: what the commands would have left there. */
import { exceptionRow } from '../../shared/aws/ledger/exception-rows.ts';
import type { GrantedException } from '../../shared/domain/tagging/exception.ts';
import { deterministicUuid } from '../../shared/platform/deterministic-uuid.ts';
import type { Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';
import type { NodeSpec, Organization } from '../organization/organization.ts';

/** How long before the run they were asked for; approved and carried out a day later. */
const ASKED_BEFORE_MS = 30 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export async function writeStandingExceptions({ organization, callAs }: Cloud, TableName: string): Promise<void> {
  const { account, region } = organization.hub;
  for (const exception of organization.nodes.flatMap((node) => standingException(node, organization))) {
    const Item = attributesOf(exceptionRow(exception));
    await callAs(administratorOf(account), region, 'dynamodb', 'PutItem', { TableName, Item });
  }
}

function standingException(
  { id, account, region, exception }: NodeSpec,
  { from }: Pick<Organization, 'from'>,
): GrantedException[] {
  if (exception === undefined) return [];
  const { owner, reason, until, requestedBy, approvedBy, schedule } = exception;
  const askedAt = new Date(from.getTime() - ASKED_BEFORE_MS);
  const approvedAt = new Date(askedAt.getTime() + DAY_MS);
  return [
    {
      kind: 'approved',
      node: { id, account, region },
      requestId: deterministicUuid(`exception of ${id}`),
      owner,
      reason,
      until,
      requested: { by: requestedBy, at: askedAt },
      approved: { by: approvedBy, reason: 'agreed', at: approvedAt },
      remembered: { ...(schedule !== undefined && { schedule }) },
      exemptAt: approvedAt,
    },
  ];
}

/** Plain values as a DynamoDB item: these rows hold texts, and objects of texts. */
function attributesOf(row: object): Record<string, object> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'object' && value !== null ? { M: attributesOf(value) } : { S: String(value) },
    ]),
  );
}
