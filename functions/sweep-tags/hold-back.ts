import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { World as DefaultWorld } from '../apply-default-tag/apply-default-tag.ts';
import type { World } from './sweep-tags.ts';

/** Where a flow leaves what it would tell and remember. */
export type HeldEffects = Pick<DefaultWorld, 'tell' | 'announce' | 'memory' | 'undecided'>;

export interface HeldBack {
  readonly effects: HeldEffects;
  readonly notices: readonly Notice[];
  /** Does in order what was held back. */
  readonly release: () => Promise<void>;
}

/**
 * Lets another function's flow answer a node without a word: its notices are collected, and what it would remember of
 * having told them waits until they are told (O3).
 */
export function holdBack(world: Pick<World, 'announce' | 'memory' | 'undecided'>): HeldBack {
  const notices: Notice[] = [];
  const later: (() => Promise<void>)[] = [];
  const hold =
    <Args extends readonly unknown[]>(act: (...args: Args) => Promise<void>) =>
    async (...args: Args) => {
      later.push(() => act(...args));
    };
  return {
    effects: {
      tell: async (notice) => {
        notices.push(notice);
      },
      announce: hold(world.announce),
      memory: { ...world.memory, write: hold(world.memory.write) },
      undecided: { ...world.undecided, write: hold(world.undecided.write), settle: hold(world.undecided.settle) },
    },
    notices,
    release: async () => {
      for (const act of later) await act();
    },
  };
}
