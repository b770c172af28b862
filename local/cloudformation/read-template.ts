/** A template, JSON or YAML, as an object; the short tags of YAML (`!Sub …`) become the functions that they stand for. */
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface Template {
  readonly Parameters?: JsonObject;
  readonly Mappings?: JsonObject;
  readonly Conditions?: JsonObject;
  readonly Resources: JsonObject;
  readonly Outputs?: JsonObject;
}

/** By their texts: tests deploy the same templates dozens of times in a process. */
const known = new Map<string, Template>();

export function readTemplate(text: string, name: string): Template {
  const template = known.get(text) ?? parsedTemplate(text, name);
  known.set(text, template);
  return template;
}

function parsedTemplate(text: string, name: string): Template {
  const template = /^\{\s*"/.test(text) ? parseJson(text, name) : parseYaml(text, name);
  if (!isObject(template) || !isObject(template['Resources'])) {
    throw new Error(`Cannot read template ${name}: wanted an object with Resources`);
  }
  return { ...template, Resources: template['Resources'] };
}

/** What osls packages is JSON, which a parser of YAML would read ten times as slowly. */
function parseJson(text: string, name: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot read template ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseYaml(text: string, name: string): Json {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`Cannot read template ${name}: ${error.message}`);
  return toJson(document.contents);
}

/** Only a hand-written stack has tags. */
function toJson(node: unknown): Json {
  if (isAlias(node))
    throw new Error(`Cannot read the template: CloudFormation does not support aliases (*${node.source})`);
  if (isMap(node)) {
    // CloudFormation knows no merges; to us `<<` would be a property like any other, and its content silently lost.
    if (node.has('<<')) throw new Error('Cannot read the template: CloudFormation does not support merges (<<)');
    const members = node.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), toJson(value)]);
    return tagged(node.tag, Object.fromEntries(members));
  }
  if (isSeq(node)) {
    return tagged(
      node.tag,
      node.items.map((item) => toJson(item)),
    );
  }
  if (isScalar(node)) return tagged(node.tag, scalar(node.value));
  return null;
}

function tagged(tag: string | undefined, value: Json): Json {
  if (tag === undefined || !tag.startsWith('!')) return value;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? { [name]: value } : { [`Fn::${name}`]: value };
}

function scalar(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return String(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
