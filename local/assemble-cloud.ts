/** Puts the parts of the embedded AWS together: an organization in this process, on a virtual clock, with nothing deployed. */
import type { Server } from 'node:http';
import path from 'node:path';
import { callOperation } from './call-operation.ts';
import { VirtualClock } from './clock.ts';
import {
  AwsError,
  type Cell,
  type Cloud,
  type Part,
  type Provider,
  type Service,
  type ServicePrincipal,
} from './cloud.ts';
import { AccessKeys } from './iam/access-keys.ts';
import { assumeRole } from './iam/assume-role.ts';
import { Authorizer } from './iam/authorizer.ts';
import { iamPart } from './iam/iam-part.ts';
import { Identities } from './iam/identities.ts';
import { addOrganizationRoles } from './iam/organization-roles.ts';
import type { Organization } from './organization/organization.ts';
import { seededRandom } from './random.ts';
import { emptyRecord } from './record.ts';
import { dynamodbPart } from './services/dynamodb-part.ts';
import { type Table, Tables } from './services/dynamodb-tables.ts';
import { type DeliveryPolicy, EventBuses } from './services/event-buses.ts';
import { eventBridgePart } from './services/eventbridge-part.ts';
import { type CrashPolicy, FunctionCalls } from './services/function-calls.ts';
import { kmsPart } from './services/kms-part.ts';
import { LambdaFunctions } from './services/lambda-functions.ts';
import { LambdaLogs } from './services/lambda-logs.ts';
import { lambdaPart } from './services/lambda-part.ts';
import { LambdaRuntime } from './services/lambda-runtime.ts';
import { organizationsPart } from './services/organizations-part.ts';
import { s3Part } from './services/s3-part.ts';
import { schedulerPart } from './services/scheduler-part.ts';
import { Schedules, type WithheldTicks } from './services/schedules.ts';
import { publishNeeds } from './services/sns-needs.ts';
import { snsPart } from './services/sns-part.ts';
import { Topics } from './services/sns-topics.ts';
import { Queues, queuesPart } from './services/sqs-queues.ts';
import { stsPart } from './services/sts-part.ts';
import { unneededResources } from './services/unneeded-resources.ts';
import { dispatcher } from './wire/dispatcher.ts';
import { listen } from './wire/listen.ts';
import { type InProcessHandler, requestHandler } from './wire/request-handler.ts';

/** The folder for the grants that runs made use of, as `scripts/test.mjs` sets it; without it they are not kept. */
const USED_GRANTS = 'PATCHPLANE_USED_GRANTS';

export interface CloudPlan {
  readonly organization: Organization;
  readonly seed: number;
  /** The project's folder: functions are run from its `dist/`. */
  readonly root: string;
  /** The services that the nodes are seen through. */
  readonly fleet: (cloud: Cloud) => readonly Part[];
  readonly withheldTicks?: WithheldTicks | undefined;
  readonly deliver?: DeliveryPolicy | undefined;
  /** Which function dies after which of its calls. */
  readonly crash?: CrashPolicy | undefined;
  /** Where the functions' log lines go, besides memory. */
  readonly logFile?: string | undefined;
}

export interface AssembledCloud {
  readonly cloud: Cloud;
  readonly requestHandler: InProcessHandler;
  readonly listen: (port: number) => Promise<Server>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly tables: () => readonly Table[];
  /** Every item of a table, without IAM and pages. */
  readonly tableItems: (cell: Cell, table: string) => Promise<readonly object[]>;
  readonly accessKeys: AccessKeys;
  /** As IAM does it: from then on nobody becomes the role. */
  readonly deleteRole: (arn: string) => void;
  readonly queues: Queues;
  readonly logs: LambdaLogs;
  /** Why a service, such as the alarms that nothing plays here, could not publish: by the topic's policy, then the key's. */
  readonly refusalsOfPublishing: (service: ServicePrincipal, topicArn: string) => readonly (string | undefined)[];
  /** Takes the seam away again, and writes the rest of the log. */
  readonly close: () => void;
}

export function assembleCloud(plan: CloudPlan): AssembledCloud {
  const { organization, seed, root, withheldTicks = () => false, deliver } = plan;
  const clock = new VirtualClock(organization.from);
  const record = emptyRecord();
  const random = seededRandom(seed);
  const identities = new Identities();
  const authorizer = new Authorizer({ clock, organization, record, identities });
  const become = assumeRole(authorizer, identities);
  const accessKeys = new AccessKeys(clock, organization);
  addOrganizationRoles(organization, identities, authorizer);

  const queues = new Queues(clock, authorizer);
  const topics = new Topics(clock, record);
  const tables = new Tables();
  const logs = new LambdaLogs(plan.logFile);
  const runtime = new LambdaRuntime({ clock, accessKeys, assumeRole: become, logs, root });
  const functions = new LambdaFunctions({ clock, record, authorizer, assumeRole: become, runtime, queues, topics });
  const buses = new EventBuses({ clock, authorizer, assumeRole: become, functions, queues, topics, deliver });
  const schedules = new Schedules({
    clock,
    random,
    authorizer,
    assumeRole: become,
    functions,
    buses,
    queues,
    withheldTicks,
  });

  const services = new Map<string, Service>();
  const call = callOperation(authorizer);
  const cloud: Cloud = {
    clock,
    organization,
    record,
    random,
    emit: (event) => buses.emit(event),
    invokeAsync: (functionArn, payload, caller) => functions.invokeAsync(functionArn, payload, caller),
    async callAs(principal, region, serviceId, name, input) {
      const service = services.get(serviceId);
      const implementation = service?.operations[name];
      if (service === undefined || implementation === undefined) {
        throw new AwsError('NotImplemented', `The embedded AWS does not serve ${serviceId}:${name}.`, { status: 501 });
      }
      return call(
        { service, operation: name, implementation, input },
        { service: serviceId, operation: name, principal, region },
      );
    },
    assume: (caller, roleArn, sessionName) => become(caller, { roleArn, sessionName }),
  };

  const parts: readonly Part[] = [
    iamPart({ identities, authorizer }),
    stsPart({ accessKeys, assumeRole: become, identities }),
    kmsPart(authorizer),
    snsPart(topics, authorizer),
    queuesPart(queues, authorizer),
    organizationsPart(cloud),
    s3Part(clock, record),
    dynamodbPart(tables),
    lambdaPart(functions, authorizer),
    eventBridgePart({ buses, record, clock, schedules, authorizer }),
    schedulerPart(schedules),
    unneededResources(),
    ...plan.fleet(cloud),
  ];
  for (const { service } of parts) if (service !== undefined) services.set(service.id, service);

  const dispatch = dispatcher({ clock, services, accessKeys, callOperation: call, record });
  const inProcess = requestHandler(dispatch, clock, new FunctionCalls(clock, record, plan.crash));
  globalThis.patchplaneSeam = {
    now: () => clock.now(),
    sleep: async (ms) => clock.advance(ms),
    client: { requestHandler: inProcess },
  };

  return {
    cloud,
    requestHandler: inProcess,
    listen: (port) => listen(dispatch, { port, now: () => clock.now() }),
    providers: providersOf(parts),
    tables: () => tables.list(),
    tableItems: (cell, table) => tables.items(cell, table),
    accessKeys,
    deleteRole: (arn) => identities.removeRole(arn),
    queues,
    logs,
    refusalsOfPublishing: (service, topicArn) =>
      publishNeeds(topics, topicArn).map((need) => authorizer.refusalOfService(service, need)),
    close() {
      logs.flush();
      const folder = process.env[USED_GRANTS];
      // A copy of the project elsewhere is one that a test has spoilt: what it grants proves nothing.
      if (folder?.startsWith(root + path.sep) === true) authorizer.used.write(folder);
      globalThis.patchplaneSeam = undefined;
    },
  };
}

function providersOf(parts: readonly Part[]): ReadonlyMap<string, Provider> {
  return new Map(parts.flatMap(({ resources = {} }) => Object.entries(resources)));
}
