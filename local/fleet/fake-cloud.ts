/**
 * A small cloud for the tests of the fleet: the real clock and the fleet's own parts, with IAM, buses and Lambda
 * replaced by lists of what they were asked.
 */
import { VirtualClock } from '../clock.ts';
import { AwsError, type Cell, type Cloud, type Need, type Part, type Principal, type ServiceEvent } from '../cloud.ts';
import type { Condition, NodeSpec, Organization, UnseenCell } from '../organization/organization.ts';
import { emptyRecord } from '../record.ts';
import { hexOf } from './deterministic-id.ts';
import { type FleetSettings, fleetParts } from './fleet-parts.ts';

export const hub: Cell = { account: '111111111111', region: 'eu-central-1' };
export const member: Cell = { account: '222222222222', region: 'eu-west-1' };
export const beginning = new Date('2026-03-06T18:00:00Z');

export interface FakeCloud {
  readonly cloud: Cloud;
  readonly parts: readonly Part[];
  readonly events: readonly (ServiceEvent & { readonly at: Date })[];
  readonly invocations: readonly { readonly functionArn: string; readonly payload: unknown; readonly at: Date }[];
  /** What IAM would have been asked, in order. */
  readonly needs: Need[];
  /** Actions that a role is refused. */
  readonly refused: Set<string>;
  /** Roles that let nobody in. */
  readonly closedRoles: Set<string>;
  readonly call: (service: string, operation: string, input: object, cell?: Cell) => Promise<Answer>;
  readonly deploy: (
    type: string,
    properties: Readonly<Record<string, unknown>>,
    cell?: Cell,
  ) => Promise<{ readonly ref: string }>;
  readonly passMinutes: (minutes: number) => Promise<void>;
}

/** An answer of any operation; tests say what they expect of it. */
export type Answer = Readonly<Record<string, unknown>>;

export function node(overrides: Partial<NodeSpec> & { readonly condition?: Condition } = {}): NodeSpec {
  const name = overrides.name ?? 'web-01';
  return {
    ...member,
    id: `i-${hexOf(`${name} ${overrides.account} ${overrides.region}`, 17)}`,
    name,
    platform: 'Amazon Linux 2023',
    tags: { Name: name, 'maintenance:patching': '2SAT', 'maintenance:wave': '1' },
    condition: 'healthy',
    missingPatches: 3,
    ...overrides,
  };
}

interface FakeSettings extends FleetSettings {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly unseenCells?: readonly UnseenCell[];
}

export function fakeCloud(
  nodes: readonly NodeSpec[],
  { parameters = {}, unseenCells = [], ...settings }: FakeSettings = {},
): FakeCloud {
  const clock = new VirtualClock(beginning);
  const events: (ServiceEvent & { at: Date })[] = [];
  const invocations: { functionArn: string; payload: unknown; at: Date }[] = [];
  const needs: Need[] = [];
  const refused = new Set<string>();
  const closedRoles = new Set<string>();
  const cloud: Cloud = {
    clock,
    organization: { ...organizationOf(nodes, parameters), unseenCells },
    record: emptyRecord(),
    random: (label) => Number.parseInt(hexOf(label, 8), 16) / 2 ** 32,
    emit: (event) => events.push({ ...event, at: clock.now() }),
    invokeAsync(functionArn, payload) {
      if (refused.has('lambda:InvokeFunction'))
        throw new AwsError('AccessDeniedException', `No permission on ${functionArn}`);
      invocations.push({ functionArn, payload, at: clock.now() });
    },
    callAs: (principal, region, service, name, input) => ask(principal, region, service, name, input),
    assume: (_, roleArn) => {
      if (closedRoles.has(roleArn))
        throw new AwsError('AccessDenied', `Not authorized to perform sts:AssumeRole on ${roleArn}`);
      return { account: roleArn.split(':')[4] ?? '', arn: roleArn, roleArn };
    },
  };
  const parts = fleetParts(cloud, settings);

  async function ask(
    principal: Principal,
    region: string,
    service: string,
    name: string,
    input: object,
  ): Promise<Answer> {
    const operation = parts.find((part) => part.service?.id === service)?.service?.operations[name];
    if (operation === undefined) throw new Error(`The fleet has no operation ${service}:${name}`);
    const call = { service, operation: name, principal, region };
    const typed = input as never; // Operations are typed by the SDK; a test hands in what it means.
    for (const need of operation.needs(typed, call)) {
      needs.push(need);
      if (refused.has(need.action))
        throw new AwsError(
          'AccessDeniedException',
          `User: ${principal.arn} is not authorized to perform: ${need.action}`,
        );
    }
    return Object.fromEntries(Object.entries(await operation.run(typed, call)));
  }

  return {
    cloud,
    parts,
    events,
    invocations,
    needs,
    refused,
    closedRoles,
    call: (service, name, input, { account, region } = member) =>
      ask({ account, arn: `arn:aws:iam::${account}:root` }, region, service, name, input),
    deploy: async (type, properties, cell = hub) => {
      const provider = parts.find((part) => part.resources?.[type] !== undefined)?.resources?.[type];
      if (provider === undefined) throw new Error(`The fleet makes no ${type}`);
      return provider({ logicalId: 'Resource', properties, stack: { ...cell, name: 'stack' } });
    },
    passMinutes: (minutes) => clock.runUntil(new Date(clock.now().getTime() + minutes * 60_000)),
  };
}

function organizationOf(nodes: readonly NodeSpec[], parameters: Readonly<Record<string, string>>): Organization {
  return {
    id: 'o-example1234',
    name: 'example',
    hub,
    accounts: [
      { id: hub.account, name: 'hub' },
      { id: member.account, name: 'member' },
    ],
    regions: [hub.region, member.region],
    from: beginning,
    to: new Date(beginning.getTime() + 60 * 60 * 60 * 1000),
    zone: 'UTC',
    nodes,
    parameters: new Map(Object.entries(parameters)),
  };
}
