import type { ParameterStore } from '../catalogue/parameter-store.ts';
import { InputError } from '../input-error.ts';

export interface MemoryStore extends ParameterStore {
  /** Texts by name, the latest version last. */
  readonly versions: Map<string, string[]>;
}

/** A Parameter Store that remembers: the first version of each is in force, and names in `refused` cannot be written. */
export function memoryStore(initial: Readonly<Record<string, string>>, refused: readonly string[] = []): MemoryStore {
  const versions = new Map(Object.entries(initial).map(([name, text]) => [name, [text]]));
  const inForce = new Map(Object.keys(initial).map((name) => [name, 1]));
  return {
    versions,
    readPlace: async () => ({ account: '111122223333', region: 'eu-central-1' }),
    readAll: async () =>
      [...versions].map(([name, texts]) => ({ name, text: texts.at(-1) ?? '', version: texts.length })),
    readInForce: async () => inForce,
    write: async (name, text) => {
      if (refused.includes(name)) throw new InputError(`Cannot write ${name} in Parameter Store: AccessDenied`);
      const texts = [...(versions.get(name) ?? []), text];
      versions.set(name, texts);
      return texts.length;
    },
  };
}
