/**
 * What a request says, in one spelling whatever the order of its fields, without the proof of who says it: the text that
 * the proof is bound to, so that it vouches for nothing else.
 */
export function spellRequest(detail: object): string {
  const { proof: _, ...said }: Readonly<Record<string, unknown>> = { ...detail };
  return JSON.stringify(said, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
