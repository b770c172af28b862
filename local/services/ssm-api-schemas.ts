/** The calls of a runbook, held against the schemas that the SDK's own client modules export. */
import * as configSchemas from '@aws-sdk/client-config-service';
import * as ec2Schemas from '@aws-sdk/client-ec2';
import * as ssmSchemas from '@aws-sdk/client-ssm';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Shape } from '../wire/exchange.ts';
import { shapeOf } from '../wire/shapes.ts';
import { type PathPart, pathParts } from './json-path.ts';

/** By the names that a runbook calls them by, which are boto3's. */
const services: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ssm: ssmSchemas,
  ec2: ec2Schemas,
  config: configSchemas,
};

export interface ApiCall {
  readonly service: string;
  readonly api: string;
}

/** `describe_instances` is DescribeInstances: a runbook may write either. */
export function operationName(api: string): string {
  return api.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

export function problemsOfCall(call: ApiCall, input: object): string[] {
  const shape = shapeOfCall(call);
  if (typeof shape === 'string') return [shape];
  const missing = shape.required.filter((name) => !Object.hasOwn(input, name)).map((name) => `${name} is missing`);
  return [...missing, ...problemsOfValue(shape.input, input, call.api)];
}

export function problemsOfSelector(call: ApiCall, selector: string): string[] {
  const shape = shapeOfCall(call);
  if (typeof shape === 'string') return [shape];
  let here: NormalizedSchema = shape.output;
  for (const part of pathParts(selector)) {
    const next = schemaUnder(here, part);
    if (next === undefined) return [`${selector} selects nothing from what ${call.api} answers: no ${sayPart(part)}`];
    here = next;
  }
  return [];
}

function shapeOfCall({ service, api }: ApiCall): Shape | string {
  const schemas = services[service];
  if (schemas === undefined) return `there is no service ${service} among ${Object.keys(services).join(', ')}`;
  return shapeOf(schemas, operationName(api)) ?? `there is no API ${api} of ${service}`;
}

function schemaUnder(schema: NormalizedSchema, part: PathPart): NormalizedSchema | undefined {
  if (part.kind !== 'member') return schema.isListSchema() ? schema.getValueSchema() : undefined;
  if (schema.isMapSchema()) return schema.getValueSchema();
  return schema.isStructSchema() ? schema.getMemberSchemas()[part.name] : undefined;
}

function sayPart(part: PathPart): string {
  return part.kind === 'member' ? part.name : 'list';
}

function problemsOfValue(schema: NormalizedSchema, value: unknown, path: string): string[] {
  const wanted = (kind: string, right: boolean) =>
    right ? [] : [`${path} is ${JSON.stringify(value)}, wanted ${kind}`];
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return wanted('a list', false);
    return value.flatMap((item, index) => problemsOfValue(schema.getValueSchema(), item, `${path}[${index}]`));
  }
  if (schema.isStructSchema() || schema.isMapSchema()) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wanted('a map', false);
    const members = schema.isMapSchema() ? undefined : schema.getMemberSchemas();
    return Object.entries(value).flatMap(([name, item]) => {
      const member = members === undefined ? schema.getValueSchema() : members[name];
      return member === undefined
        ? [`${path} has no member ${name}`]
        : problemsOfValue(member, item, `${path}.${name}`);
    });
  }
  if (schema.isBooleanSchema()) return wanted('true or false', typeof value === 'boolean');
  if (schema.isNumericSchema()) return wanted('a number', typeof value === 'number');
  if (schema.isStringSchema()) return wanted('a text', typeof value === 'string');
  return []; // Times, bytes and documents are written in more ways than one.
}
