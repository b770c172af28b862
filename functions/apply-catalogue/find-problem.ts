import type { StoredEntry } from '../../shared/aws/read-entry-histories.ts';
import type { EntryVersion } from '../../shared/domain/catalogue/judge-entry-in-force.ts';
import type { LintEntry } from '../../shared/domain/schedule/lint/lint-input.ts';
import { neverOpens } from '../../shared/domain/schedule/lint/never-opens.ts';
import { parseCatalogueEntry } from '../../shared/inbound/catalogue-entry.ts';
import { parseScheduleFile } from '../../shared/inbound/catalogue-file.ts';

/**
 * Why a version of an entry could never open a window: by the linter, and by the parser of the sweep. The rings around it
 * are taken as they were last written, since approvals come one by one.
 */
export function problemFinder(entries: readonly StoredEntry[]) {
  const others = entries.flatMap(({ value, versions }) =>
    versions.slice(-1).map((latest) => lintEntryOf(value, latest)),
  );
  return (value: string, version: EntryVersion): string | undefined => {
    const finding = neverOpens(lintEntryOf(value, version), others);
    return finding === undefined ? unparsed(value, version) : `${finding.sentence} ${finding.cure}`;
  };
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
