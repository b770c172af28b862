/** The fleet of the embedded AWS: Systems Manager, EC2, the tagging API and Config, over one set of living nodes. */
import * as configSchemas from '@aws-sdk/client-config-service';
import * as ec2Schemas from '@aws-sdk/client-ec2';
import * as taggingSchemas from '@aws-sdk/client-resource-groups-tagging-api';
import * as ssmSchemas from '@aws-sdk/client-ssm';
import type { Cloud, Part, Service } from '../cloud.ts';
import { config } from '../services/config.ts';
import { ec2Instances } from '../services/ec2-instances.ts';
import { ec2Tags } from '../services/ec2-tags.ts';
import { AutomationEngine } from '../services/ssm-automation-engine.ts';
import type { Command } from '../services/ssm-command.ts';
import { Documents, ssmDocuments } from '../services/ssm-documents.ts';
import { ssmListAutomations } from '../services/ssm-list-automations.ts';
import { ssmListCommands } from '../services/ssm-list-commands.ts';
import { ssmNodes } from '../services/ssm-nodes.ts';
import { ssmParameters } from '../services/ssm-parameters.ts';
import { ssmSendCommand } from '../services/ssm-send-command.ts';
import { type ClientTokenMemory, ssmStartAutomation } from '../services/ssm-start-automation.ts';
import { ssmTags } from '../services/ssm-tags.ts';
import { tagging } from '../services/tagging.ts';
import type { Capability } from './capability.ts';
import { Fleet } from './fleet.ts';
import { PerCell } from './per-cell.ts';

export interface FleetSettings {
  /** What a start with a used ClientToken answers; AWS does not say. */
  readonly clientTokens?: ClientTokenMemory;
}

export function fleetParts(cloud: Cloud, { clientTokens = 'same-id' }: FleetSettings = {}): Part[] {
  const fleet = new Fleet(cloud);
  const commands = new PerCell(() => new Map<string, Command>());
  const resourceTags = new PerCell(() => new Map<string, ReadonlyMap<string, string>>());
  const documents = new Documents();
  const engine = new AutomationEngine(cloud, commands);

  return [
    part({ id: 'ssm', schemas: ssmSchemas, accessDenied: 'AccessDeniedException' }, [
      ssmParameters(cloud),
      ssmDocuments(cloud, documents),
      ssmStartAutomation({ cloud, engine, documents, resourceTags, clientTokens }),
      ssmListAutomations(engine, resourceTags),
      ssmSendCommand(cloud, fleet, commands),
      ssmListCommands(cloud, commands),
      ssmNodes(cloud, fleet),
      ssmTags(cloud, fleet, resourceTags),
    ]),
    part(
      {
        id: 'ec2',
        schemas: ec2Schemas,
        xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
        accessDenied: 'UnauthorizedOperation',
      },
      [ec2Instances(cloud, fleet), ec2Tags(cloud, fleet)],
    ),
    part({ id: 'tagging', schemas: taggingSchemas, accessDenied: 'AccessDeniedException' }, [tagging(fleet)]),
    part({ id: 'config', schemas: configSchemas, accessDenied: 'AccessDeniedException' }, config(cloud, fleet)),
  ];
}

function part(service: Omit<Service, 'operations'>, capabilities: readonly Capability[]): Part {
  return {
    service: { ...service, operations: Object.assign({}, ...capabilities.map(({ operations }) => operations)) },
    resources: Object.assign({}, ...capabilities.map(({ resources }) => resources ?? {})),
  };
}
