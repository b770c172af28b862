/** Every event rule that deploys, with its pattern as EventBridge would get it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, type Json, readTemplate } from '../cloudformation/read-template.ts';
import { resolve } from '../cloudformation/resolve.ts';
import { HUB_TEMPLATE } from './packaged-function.ts';

const STACKS = {
  hub: HUB_TEMPLATE,
  region: '.serverless/region/cloudformation-template-update-stack.json',
  member: 'stacks/member.yml',
} as const;

export interface EventRule {
  /** `hub apply-default-tag-rule-1`, by the function that it wakes and the number of its event; `member ForwardTags`. */
  readonly name: string;
  readonly pattern: Json;
}

/** As they are in the hub, and in one member: the patterns name the account that the rule is in. */
export function eventRules(
  root: string,
  { hub, member }: { readonly hub: string; readonly member: string },
): EventRule[] {
  return Object.entries(STACKS).flatMap(([stackName, file]) => {
    const template = readTemplate(readFileSync(path.join(root, file), 'utf8'), file);
    const scope = {
      template,
      stack: { account: stackName === 'member' ? member : hub, region: 'eu-central-1', name: stackName },
      parameters: new Map<string, Json>(),
      created: new Map(),
    };
    return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
      if (!isObject(resource) || resource['Type'] !== 'AWS::Events::Rule' || !isObject(resource['Properties']))
        return [];
      const { EventPattern: pattern, Name: name } = resource['Properties'];
      if (pattern === undefined) return []; // a rule of the clock
      const shown = typeof name === 'string' ? name.replace(/^patchplane-live-/, '') : logicalId;
      return [{ name: `${stackName} ${shown}`, pattern: resolve(pattern, scope) }];
    });
  });
}
