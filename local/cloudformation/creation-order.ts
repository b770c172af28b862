/** The order in which the resources of a template can be created: each after everything that it refers to. */
import { isObject, type Json, type JsonObject } from './read-template.ts';

export function creationOrder(resources: JsonObject): string[] {
  const order: string[] = [];
  const state = new Map<string, 'begun' | 'done'>();

  function visit(logicalId: string, path: readonly string[]): void {
    if (state.get(logicalId) === 'done') return;
    if (state.get(logicalId) === 'begun') {
      throw new Error(`Cannot order the template: circular dependency ${[...path, logicalId].join(' → ')}`);
    }
    state.set(logicalId, 'begun');
    for (const other of referencesOf(resources[logicalId] ?? null, resources)) visit(other, [...path, logicalId]);
    state.set(logicalId, 'done');
    order.push(logicalId);
  }

  for (const logicalId of Object.keys(resources)) visit(logicalId, []);
  return order;
}

function referencesOf(value: Json, resources: JsonObject): string[] {
  const names = new Set<string>();
  collect(value, names);
  if (isObject(value)) {
    const { DependsOn: dependsOn = [] } = value;
    for (const name of Array.isArray(dependsOn) ? dependsOn : [dependsOn]) names.add(String(name));
  }
  return [...names].filter((name) => Object.hasOwn(resources, name));
}

function collect(value: Json, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, names);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name === 'Ref') names.add(String(member));
      else if (name === 'Fn::GetAtt') names.add(String(Array.isArray(member) ? member[0] : member).split('.')[0] ?? '');
      else if (name === 'Fn::Sub') collectVariables(member, names);
      collect(member, names);
    }
  }
}

function collectVariables(member: Json, names: Set<string>): void {
  const template = Array.isArray(member) ? member[0] : member;
  for (const [, name = ''] of String(template).matchAll(/\$\{([^!}][^}]*)\}/g)) names.add(name.split('.')[0] ?? '');
}
