import { DescribeConfigurationRecorderStatusCommand } from '@aws-sdk/client-config-service';
import { DescribePatchGroupsCommand } from '@aws-sdk/client-ssm';
import type {
  CellObservation,
  RecorderFacts,
  RegisteredBaseline,
  SeenInstance,
  Unread,
} from '../../domain/readiness/observation.ts';
import type { Cell } from '../../domain/window/node.ts';
import type { AssumeMemberRole, MemberCredentials } from '../assume-member-role.ts';
import { configClient, ssmClient } from '../clients.ts';
import { instancesTagged } from '../ec2-instances.ts';
import { allItems } from '../pages.ts';
import { tagMap } from '../read-tags.ts';
import { readForwardedTypes } from './read-forwarded-types.ts';
import { readManagedNodes } from './read-managed-nodes.ts';
import { readingOf } from './reading.ts';

export type ObserveCellReadiness = (cell: Cell, schedules: readonly string[]) => Promise<CellObservation>;

/** Patch groups in a page of DescribePatchGroups (the service's limit). */
const GROUPS_PAGE_SIZE = 100;

/** How a member is asked: where, and as whom. */
export interface MemberScope {
  readonly region: string;
  readonly credentials: MemberCredentials;
}

/**
 * Looks at a cell before a window, as the member's read role: one AssumeRole an account, and a listing each of recorder,
 * rules by their target, rules, instances, managed nodes and patch groups, however many windows and nodes there are; of
 * each hybrid node its tags besides.
 */
export function cellReadinessObserver({
  assumeReadRole,
  busArn,
}: {
  readonly assumeReadRole: AssumeMemberRole;
  readonly busArn: string;
}): ObserveCellReadiness {
  return async ({ account, region }, schedules) => {
    const role = await readingOf(() => assumeReadRole(account));
    if (role.kind === 'unread') return unreadCell({ account, region }, role);
    const scope = { region, credentials: role.value };
    const [recorder, forwards, instances, managed, baselines] = await Promise.all([
      readingOf(() => readRecorder(scope)),
      readingOf(() => readForwardedTypes(scope, busArn)),
      readingOf(() => readInstances(scope, schedules)),
      readingOf(() => readManagedNodes({ account, region }, scope, schedules)),
      readingOf(() => readBaselines(scope)),
    ]);
    return { account, region, role: { kind: 'read', value: true }, recorder, forwards, instances, managed, baselines };
  };
}

function unreadCell(cell: Cell, unread: Unread): CellObservation {
  return {
    ...cell,
    role: unread,
    recorder: unread,
    forwards: unread,
    instances: unread,
    managed: unread,
    baselines: unread,
  };
}

async function readRecorder(scope: MemberScope): Promise<RecorderFacts> {
  const status = await configClient(scope).send(new DescribeConfigurationRecorderStatusCommand({}));
  const [recorder] = status.ConfigurationRecordersStatus ?? [];
  if (recorder === undefined) return { kind: 'none' };
  if (recorder.recording !== true) return { kind: 'off' };
  return recorder.lastStatus === 'Failure'
    ? { kind: 'failing', message: recorder.lastErrorMessage ?? recorder.lastErrorCode ?? 'AWS Config does not say why' }
    : { kind: 'succeeding' };
}

async function readInstances(scope: MemberScope, schedules: readonly string[]): Promise<SeenInstance[]> {
  const instances = await instancesTagged('maintenance:patching', schedules, scope);
  return instances.flatMap(({ InstanceId: id, Tags, State, IamInstanceProfile }) =>
    id === undefined
      ? []
      : [
          {
            id,
            tags: tagMap(Tags),
            // One that is starting or stopping is not there to be patched.
            power: State?.Name === 'running' ? ('running' as const) : ('stopped' as const),
            hasProfile: IamInstanceProfile !== undefined,
          },
        ],
  );
}

async function readBaselines(scope: MemberScope): Promise<RegisteredBaseline[]> {
  const ssm = ssmClient(scope);
  const mappings = await allItems(
    (NextToken) => ssm.send(new DescribePatchGroupsCommand({ MaxResults: GROUPS_PAGE_SIZE, NextToken })),
    { items: ({ Mappings }) => Mappings, nextToken: ({ NextToken }) => NextToken },
  );
  return mappings.map(({ PatchGroup = '', BaselineIdentity }) => ({
    patchGroup: PatchGroup,
    operatingSystem: BaselineIdentity?.OperatingSystem ?? '',
  }));
}
