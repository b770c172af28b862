/** Creates a stack: conditions, parameters and references resolved, each resource by the provider of its type. */
import type { Provider, Stack } from '../cloud.ts';
import { creationOrder } from './creation-order.ts';
import { isObject, type Json, type JsonObject, type Template } from './read-template.ts';
import { conditionHolds, resolve } from './resolve.ts';
import { type Created, parametersOf, type Scope } from './scope.ts';

interface Deployment {
  readonly stack: Stack;
  /** Values for the parameters of the template; those that it does not declare are an error, as for AWS. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly providers: ReadonlyMap<string, Provider>;
}

export type Outputs = Readonly<Record<string, string>>;

export async function deploy(template: Template, { stack, parameters, providers }: Deployment): Promise<Outputs> {
  const scope: Scope = { template, stack, parameters: parametersOf(template, parameters), created: new Map() };
  const resources = wanted(template.Resources, scope);
  for (const logicalId of creationOrder(resources)) {
    const created = await create(logicalId, resources[logicalId] ?? null, scope, providers);
    scope.created.set(logicalId, created);
  }
  return outputsOf(template, scope);
}

/** Resources whose condition does not hold are not there at all, for references as well. */
function wanted(resources: JsonObject, scope: Scope): JsonObject {
  return Object.fromEntries(Object.entries(resources).filter(([, resource]) => isWanted(resource, scope)));
}

function isWanted(declaration: Json, scope: Scope): boolean {
  const condition = isObject(declaration) ? declaration['Condition'] : undefined;
  return condition === undefined || conditionHolds(String(condition), scope);
}

async function create(
  logicalId: string,
  declaration: Json,
  scope: Scope,
  providers: ReadonlyMap<string, Provider>,
): Promise<Created> {
  const where = `${logicalId} of stack ${scope.stack.name} in ${scope.stack.account} ${scope.stack.region}`;
  const type = isObject(declaration) ? declaration['Type'] : undefined;
  if (!isObject(declaration) || typeof type !== 'string') throw new Error(`Cannot create ${where}: it has no Type`);
  const provider = providers.get(type);
  if (provider === undefined) throw new Error(`Cannot create ${where}: the embedded AWS does not know ${type}`);
  try {
    const properties = resolve(declaration['Properties'] ?? {}, scope);
    return await provider({ logicalId, properties: isObject(properties) ? properties : {}, stack: scope.stack });
  } catch (cause) {
    throw new Error(`Cannot create ${where} (${type}): ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function outputsOf({ Outputs = {} }: Template, scope: Scope): Outputs {
  return Object.fromEntries(
    Object.entries(Outputs).flatMap(([name, output]) => {
      if (!isObject(output) || !isWanted(output, scope)) return [];
      return [[name, String(resolve(output['Value'] ?? null, scope))]];
    }),
  );
}
