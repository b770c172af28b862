import type { StoredEntry } from '../../shared/aws/read-entry-histories.ts';
import type { EntryVersion } from '../../shared/domain/catalogue/judge-entry-in-force.ts';
import type { LintEntry } from '../../shared/domain/schedule/lint/lint-input.ts';
import { neverOpens } from '../../shared/domain/schedule/lint/never-opens.ts';
import { parseCatalogueEntry } from '../../shared/inbound/catalogue-entry.ts';
import { parseScheduleFile } from '../../shared/inbound/catalogue-file.ts';

/** For the entries of one look: why a version of one could never open a window. */
export type FindProblems = (
  entries: readonly StoredEntry[],
) => (value: string, version: EntryVersion) => string | undefined;

/**
 * Judges by the linter, and by the parser of the sweep. The rings around an entry are taken as they are in force, so that
 * an edit that nobody has approved takes no other entry out; one that is not in force is taken as it was last written,
 * since approvals come one by one. A content that was judged is not judged again while the same stand around it.
 */
export function problemFinder(): FindProblems {
  const judged = new Map<string, string | undefined>();
  let others: ReadonlyMap<string, LintEntry> = new Map();
  let around = '';

  return (entries) => {
    const meant = entries.flatMap(({ value, versions, labelled }) => {
      const version = versions.find((one) => one.version === labelled) ?? versions.at(-1);
      return version === undefined ? [] : [{ value, version }];
    });
    const now = meant.map(({ value, version }) => keyOf(value, version)).join('\n');
    if (now !== around) {
      judged.clear();
      others = new Map(
        meant.map(({ value, version }) => {
          const key = keyOf(value, version);
          return [key, others.get(key) ?? lintEntryOf(value, version)];
        }),
      );
      around = now;
    }
    return (value, version) => {
      const key = keyOf(value, version);
      if (!judged.has(key)) judged.set(key, problemOf(value, version, [...others.values()]));
      return judged.get(key);
    };
  };
}

function keyOf(value: string, { version, sha256 }: EntryVersion): string {
  return `${value} ${version} ${sha256}`;
}

function problemOf(value: string, version: EntryVersion, others: readonly LintEntry[]): string | undefined {
  const finding = neverOpens(lintEntryOf(value, version), others);
  return finding === undefined ? unparsed(value, version) : `${finding.sentence} ${finding.cure}`;
}

function lintEntryOf(value: string, { text }: EntryVersion): LintEntry {
  const entry = { value, approved: undefined, sizeBytes: Buffer.byteLength(text) };
  try {
    return { ...entry, rule: parseScheduleFile(`entry ${value}`, text).rule };
  } catch (error) {
    return { ...entry, rule: undefined, problem: messageOf(error) };
  }
}

function unparsed(value: string, { version, text }: EntryVersion): string | undefined {
  try {
    parseCatalogueEntry(value, version, text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
