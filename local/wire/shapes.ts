/** The shapes of a service's operations, read from the schemas that the SDK's client module exports. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { Shape } from './exchange.ts';

/** `[9, namespace, name, traits, input, output]`: how the SDK writes an operation down. */
type OperationSchema = readonly [9, string, string, unknown, () => unknown, () => unknown];

const known = new WeakMap<object, Shape>();

export function shapeOf(schemas: Readonly<Record<string, unknown>>, operation: string): Shape | undefined {
  const schema = schemas[`${operation}$`];
  if (!isOperation(schema)) return undefined;

  const remembered = known.get(schema);
  if (remembered !== undefined) return remembered;
  const shape = {
    // The SDK's types know no schema that is not written in its own code, so the border needs a cast.
    input: NormalizedSchema.of(schema[4]() as never),
    output: NormalizedSchema.of(schema[5]() as never),
    required: requiredMembers(schema[4]()),
  };
  known.set(schema, shape);
  return shape;
}

function isOperation(schema: unknown): schema is OperationSchema {
  return Array.isArray(schema) && schema[0] === 9;
}

/** `[3, namespace, name, traits, members, schemas, required]`: the first `required` members must be present. */
function requiredMembers(structure: unknown): readonly string[] {
  if (!Array.isArray(structure) || structure[0] !== 3 || typeof structure[6] !== 'number') return [];
  const members: unknown = structure[4];
  return Array.isArray(members) ? members.slice(0, structure[6]).map(String) : [];
}
