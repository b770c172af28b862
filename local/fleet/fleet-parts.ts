/** The fleet of the embedded AWS: Systems Manager, EC2, the tagging API and Config, over one set of living nodes. */
import * as cloudTrailSchemas from '@aws-sdk/client-cloudtrail';
import * as configSchemas from '@aws-sdk/client-config-service';
import * as ec2Schemas from '@aws-sdk/client-ec2';
import * as taggingSchemas from '@aws-sdk/client-resource-groups-tagging-api';
import * as ssmSchemas from '@aws-sdk/client-ssm';
import type { Cloud, Part, Service } from '../cloud.ts';
import { cloudTrailLookup } from '../services/cloudtrail-lookup.ts';
import { config } from '../services/config.ts';
import { ec2Instances } from '../services/ec2-instances.ts';
import { ec2Regions } from '../services/ec2-regions.ts';
import { ec2Tags } from '../services/ec2-tags.ts';
import { ssmAssociations } from '../services/ssm-associations.ts';
import { AutomationEngine } from '../services/ssm-automation-engine.ts';
import { type AutomationLimits, automationLimits } from '../services/ssm-automation-limits.ts';
import { ssmCalendarState } from '../services/ssm-calendar-state.ts';
import type { Command } from '../services/ssm-command.ts';
import { ssmCompliance } from '../services/ssm-compliance.ts';
import { Documents } from '../services/ssm-document-store.ts';
import { ssmDocuments } from '../services/ssm-documents.ts';
import { ssmListAutomations } from '../services/ssm-list-automations.ts';
import { ssmListCommands } from '../services/ssm-list-commands.ts';
import { ssmListDocuments } from '../services/ssm-list-documents.ts';
import { ssmNodePatches } from '../services/ssm-node-patches.ts';
import { ssmNodes } from '../services/ssm-nodes.ts';
import { ssmParameters } from '../services/ssm-parameters.ts';
import { ssmPatchBaselines } from '../services/ssm-patch-baselines.ts';
import { ssmSendCommand } from '../services/ssm-send-command.ts';
import { type ClientTokenMemory, ssmStartAutomation } from '../services/ssm-start-automation.ts';
import { ssmTags } from '../services/ssm-tags.ts';
import { ssmWriteDocuments } from '../services/ssm-write-documents.ts';
import { tagging } from '../services/tagging.ts';
import type { Capability } from './capability.ts';
import { Fleet } from './fleet.ts';
import { playOtherHands } from './other-hands.ts';
import { PatchBaselines } from './patch-baselines.ts';
import { PerCell } from './per-cell.ts';

export interface FleetSettings {
  /** What a start with a used ClientToken answers; AWS does not say. */
  readonly clientTokens?: ClientTokenMemory | undefined;
  /** Automation's quotas of an account and Region, AWS's own unless told. */
  readonly automation?: Partial<AutomationLimits> | undefined;
}

export function fleetParts(cloud: Cloud, { clientTokens = 'same-id', automation = {} }: FleetSettings = {}): Part[] {
  const baselines = new PatchBaselines();
  const fleet = new Fleet(cloud, baselines);
  const commands = new PerCell(() => new Map<string, Command>());
  const resourceTags = new PerCell(() => new Map<string, ReadonlyMap<string, string>>());
  const documents = new Documents(cloud.record);
  const limits = { ...automationLimits, ...automation };
  const engine = new AutomationEngine(cloud, commands, limits);
  writeCalendars(cloud, documents);
  playOtherHands(cloud, fleet, baselines);

  return [
    part({ id: 'ssm', schemas: ssmSchemas, accessDenied: 'AccessDeniedException' }, [
      ssmParameters(cloud),
      ssmDocuments(cloud, documents),
      ssmListDocuments(documents),
      ssmWriteDocuments(cloud, documents),
      ssmCalendarState(cloud, documents),
      ssmStartAutomation({ cloud, engine, documents, resourceTags, clientTokens, limits }),
      ssmListAutomations(engine, resourceTags),
      ssmSendCommand({ cloud, fleet, baselines, documents, commands }),
      ssmListCommands(cloud, commands),
      ssmAssociations({ cloud, fleet, baselines }),
      ssmNodes(cloud, fleet),
      ssmNodePatches(fleet),
      ssmPatchBaselines(baselines),
      ssmCompliance(fleet),
      ssmTags(cloud, fleet, resourceTags),
    ]),
    part(
      {
        id: 'ec2',
        schemas: ec2Schemas,
        xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
        accessDenied: 'UnauthorizedOperation',
      },
      [ec2Instances(cloud, fleet), ec2Tags(cloud, fleet), ec2Regions(cloud)],
    ),
    part({ id: 'tagging', schemas: taggingSchemas, accessDenied: 'AccessDeniedException' }, [tagging(fleet)]),
    part({ id: 'cloudtrail', schemas: cloudTrailSchemas, accessDenied: 'AccessDeniedException' }, [
      cloudTrailLookup(cloud),
    ]),
    part({ id: 'config', schemas: configSchemas, accessDenied: 'AccessDeniedException' }, config(cloud, fleet)),
  ];
}

/** The calendars that the hub has from the beginning. */
function writeCalendars({ organization, clock }: Cloud, documents: Documents): void {
  for (const [name, content] of organization.calendars ?? [])
    documents.write({ ...organization.hub, name, type: 'ChangeCalendar', content, format: 'TEXT', at: clock.now() });
}

function part(service: Omit<Service, 'operations'>, capabilities: readonly Capability[]): Part {
  return {
    service: { ...service, operations: Object.assign({}, ...capabilities.map(({ operations }) => operations)) },
    resources: Object.assign({}, ...capabilities.map(({ resources }) => resources ?? {})),
  };
}
