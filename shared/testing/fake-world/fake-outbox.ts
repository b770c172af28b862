import type { Notice } from '../../domain/reporting/notice.ts';
import type { FakeClock } from './fake-clock.ts';

/** The outbox and the topics behind it. */
export interface FakeOutbox {
  readonly tell: (notice: Notice) => Promise<void>;
  readonly tellPending: () => Promise<void>;
  readonly isNoted: (key: string) => boolean;
  /** What people got, in order, repetitions included. */
  readonly told: () => readonly Notice[];
  /** The keys of it, each once. */
  readonly keys: () => string[];
}

/** Notes, publishes, marks, each of them an act of its own. What is pending shows up once the clock has moved. */
export function fakeOutbox({ act, onMove }: FakeClock): FakeOutbox {
  const noted = new Map<string, Notice>();
  const marked = new Set<string>();
  const told: Notice[] = [];
  let index: readonly Notice[] = [];
  onMove(() => {
    index = [...noted.values()].filter(({ key }) => !marked.has(key));
  });

  const publish = (notice: Notice) => {
    told.push(notice);
    act(`publish ${notice.key}`);
    marked.add(notice.key);
    act(`mark ${notice.key}`);
  };
  return {
    tell: async (notice) => {
      if (noted.has(notice.key)) return;
      noted.set(notice.key, notice);
      act(`note ${notice.key}`);
      publish(notice);
    },
    tellPending: async () => {
      for (const notice of index) if (!marked.has(notice.key)) publish(notice);
    },
    isNoted: (key) => noted.has(key),
    told: () => told,
    keys: () => [...new Set(told.map(({ key }) => key))],
  };
}
