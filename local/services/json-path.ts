/** The JSONPath of a runbook's selectors, as far as it is played: `$.List[0].Name` and `$.List[*].Name`. */
import { AwsError } from '../cloud.ts';

export type PathPart =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'item'; readonly index: number }
  | { readonly kind: 'every' };

const PATH = /^\$?(\.?[A-Za-z_]\w*|\[\d+\]|\[\*\])*$/;

/** The steps of a selector. One that is written otherwise is refused, not read as something else. */
export function pathParts(selector: string): PathPart[] {
  if (!PATH.test(selector))
    throw new AwsError('ValidationException', `The selector ${selector} is not played, wanted such as $.List[0].Name`);
  return (selector.match(/[A-Za-z_]\w*|\[\d+\]|\[\*\]/g) ?? []).map((part) => {
    if (part === '[*]') return { kind: 'every' };
    const index = /^\[(\d+)\]$/.exec(part)?.[1];
    return index === undefined ? { kind: 'member', name: part } : { kind: 'item', index: Number(index) };
  });
}

/** What the selector finds: a list if it asks for every item, else one value; undefined where there is nothing. */
export function select(value: unknown, selector: string): unknown {
  const parts = pathParts(selector);
  const found = parts.reduce<unknown[]>((here, part) => here.flatMap((one) => step(one, part)), [value]);
  return parts.some(({ kind }) => kind === 'every') ? found : found[0];
}

function step(value: unknown, part: PathPart): unknown[] {
  switch (part.kind) {
    case 'every':
      return Array.isArray(value) ? value : [];
    case 'item':
      return Array.isArray(value) ? value.slice(part.index, part.index + 1) : [];
    case 'member': {
      if (typeof value !== 'object' || value === null) return [];
      const found: unknown = Object.entries(value).find(([name]) => name === part.name)?.[1];
      return found === undefined ? [] : [found];
    }
  }
}
