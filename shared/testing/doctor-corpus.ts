/** The table that the tag doctor is measured by: how people mistype a schedule, and what they meant by it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface CorpusRow {
  readonly class: string;
  readonly wrong: string;
  /** Undefined where nobody can know, so that any proposal is a wrong one. */
  readonly meant: string | undefined;
  readonly approved: readonly string[];
}

interface CorpusFile {
  readonly catalogues: Readonly<Record<string, readonly string[]>>;
  readonly groups: readonly {
    readonly class: string;
    readonly catalogue: string;
    readonly rows: readonly (readonly [wrong: string, meant: string | null])[];
  }[];
}

export function doctorCorpus(): CorpusRow[] {
  const file: CorpusFile = JSON.parse(readFileSync(path.join(import.meta.dirname, 'doctor-corpus.json'), 'utf8'));
  return file.groups.flatMap(({ class: name, catalogue, rows }) => {
    const approved = file.catalogues[catalogue];
    if (approved === undefined) throw new Error(`Cannot read the corpus: "${name}" names no catalogue "${catalogue}"`);
    return rows.map(([wrong, meant]) => ({ class: name, wrong, meant: meant ?? undefined, approved }));
  });
}
