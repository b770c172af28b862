/** A DynamoDB item as plain values: `{ n: { N: '1' } }` becomes `{ n: 1 }`. */
export function plainItem(item: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(attribute: unknown): unknown {
  if (typeof attribute !== 'object' || attribute === null) throw unknownType(attribute);
  const [entry] = Object.entries(attribute);
  if (entry === undefined) throw unknownType(attribute);
  const [type, value] = entry;
  switch (type) {
    case 'S':
    case 'BOOL':
    case 'B':
    case 'SS':
      return value;
    case 'N':
      return Number(value);
    case 'NULL':
      return null;
    case 'L':
      return Array.isArray(value) ? value.map(plainValue) : [];
    case 'M':
      return plainItem(value);
    default:
      throw unknownType(attribute);
  }
}

function unknownType(attribute: unknown): Error {
  return new Error(
    `Cannot read DynamoDB value ${JSON.stringify(attribute)}: wanted one of S, N, BOOL, NULL, B, SS, L, M`,
  );
}
