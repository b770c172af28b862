/** A function as it deploys: what the packaged template gives it, once the resources that it refers to have names. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, readTemplate, type Template } from '../cloudformation/read-template.ts';
import { resolve } from '../cloudformation/resolve.ts';
import { type Created, parametersOf } from '../cloudformation/scope.ts';

export const HUB_TEMPLATE = '.serverless/cloudformation-template-update-stack.json';

export interface Installation {
  readonly account: string;
  readonly region: string;
  /** By the names of the template: what `Ref` gives, and the attributes. */
  readonly resources: Readonly<Record<string, Created>>;
}

export interface PackagedFunction {
  /** The folder of its bundle in `dist/`. */
  readonly bundle: string;
  readonly name: string;
  readonly roleName: string;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
}

export function hubTemplate(root: string): Template {
  return readTemplate(readFileSync(path.join(root, HUB_TEMPLATE), 'utf8'), HUB_TEMPLATE);
}

/** Of the hub's template, such as `check-tag`. */
export function packagedFunction(bundle: string, root: string, installation: Installation): PackagedFunction {
  const template = hubTemplate(root);
  for (const resource of Object.values(template.Resources)) {
    const properties = propertiesOf(resource, 'AWS::Lambda::Function');
    if (properties?.['Handler'] !== `dist/${bundle}/handler.handler`) continue;
    const { account, region, resources } = installation;
    const variables = isObject(properties['Environment']) ? properties['Environment']['Variables'] : undefined;
    const resolved = resolve(variables ?? {}, {
      template,
      stack: { account, region, name: 'patchplane' },
      parameters: parametersOf(template, {}),
      created: new Map(Object.entries(resources)),
    });
    return {
      bundle,
      name: String(properties['FunctionName']),
      roleName: roleNameOf(template, properties['Role']),
      timeoutMs: Number(properties['Timeout']) * 1000,
      environment: Object.fromEntries(
        Object.entries(isObject(resolved) ? resolved : {}).map(([name, value]) => [name, String(value)]),
      ),
    };
  }
  throw new Error(`Cannot find function ${bundle}: ${HUB_TEMPLATE} has no such handler`);
}

function roleNameOf({ Resources }: Template, role: unknown): string {
  const reference = isObject(role) ? role['Fn::GetAtt'] : undefined;
  const logicalId = Array.isArray(reference) ? String(reference[0]) : '';
  const name = propertiesOf(Resources[logicalId], 'AWS::IAM::Role')?.['RoleName'];
  if (typeof name === 'string') return name;
  throw new Error(`Cannot read role ${JSON.stringify(role)}: wanted Fn::GetAtt of a role with a name`);
}

function propertiesOf(resource: unknown, type: string) {
  if (!isObject(resource) || resource['Type'] !== type) return undefined;
  return isObject(resource['Properties']) ? resource['Properties'] : undefined;
}
