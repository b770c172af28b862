import { ListRuleNamesByTargetCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod/mini';
import { parseJsonOrRefuse } from '../../inbound/parse-json.ts';
import { eventBridgeClient } from '../clients.ts';
import { allItems } from '../pages.ts';
import type { MemberScope } from './observe-cell-readiness.ts';

/** Rules in a page of either listing (the service's limit). */
const PAGE_SIZE = 100;

/** What the enabled rules of the default bus forward to a bus: the detail types of their patterns. Their names are not ours to know. */
export async function readForwardedTypes(scope: MemberScope, busArn: string): Promise<ReadonlySet<string>> {
  const events = eventBridgeClient(scope);
  const nextToken = ({ NextToken }: { NextToken?: string | undefined }) => NextToken;
  const names = await allItems(
    (NextToken) => events.send(new ListRuleNamesByTargetCommand({ TargetArn: busArn, Limit: PAGE_SIZE, NextToken })),
    { items: ({ RuleNames }) => RuleNames, nextToken },
  );
  if (names.length === 0) return new Set();
  const rules = await allItems((NextToken) => events.send(new ListRulesCommand({ Limit: PAGE_SIZE, NextToken })), {
    items: ({ Rules }) => Rules,
    nextToken,
  });
  const forwarding = rules.filter(({ Name = '', State }) => names.includes(Name) && State !== 'DISABLED');
  return new Set(forwarding.flatMap(({ EventPattern }) => detailTypesIn(EventPattern)));
}

const pattern = z.object({ 'detail-type': z._default(z.array(z.unknown()), []) });

/** A pattern that somebody has made otherwise forwards nothing that we know of. */
function detailTypesIn(text: string | undefined): string[] {
  if (text === undefined) return [];
  const parsed = z.safeParse(pattern, parseJsonOrRefuse('event pattern', text));
  return parsed.success ? parsed.data['detail-type'].filter((type) => typeof type === 'string') : [];
}
