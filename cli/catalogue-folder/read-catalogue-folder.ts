/**
 * A catalogue as a folder of files, one file an entry, as it lies in a repository:
 *
 *   schedules/2SATX4.json   approvals/2SATX4.json (if any)   defaults.json   settings.json   calendars/year-end-freeze.ics
 *
 * An entry that cannot be read is an entry with a problem, which the linter tells among the others; anything else that
 * cannot be read is refused.
 */
import path from 'node:path';
import type { DefaultSchedule, Freeze, LintEntry } from '../../shared/domain/schedule/lint/lint-input.ts';
import type { DefaultRule } from '../../shared/domain/tagging/choose-default.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { parseScheduleFile } from '../../shared/inbound/catalogue-file.ts';
import { parseApprovalFile } from '../../shared/inbound/catalogue-file-approval.ts';
import { parseDefaultsFile } from '../../shared/inbound/catalogue-file-defaults.ts';
import { parseSettingsFile } from '../../shared/inbound/catalogue-file-settings.ts';
import { parseDefaultRules } from '../../shared/inbound/default-rules.ts';
import { sha256 } from '../../shared/platform/sha256.ts';
import { PARAMETER_ROOT } from '../catalogue/parameter-store.ts';
import { InputError, messageOf } from '../input-error.ts';
import { namesIn, readOptional, readText } from './read-files.ts';
import { readFreezes } from './read-freezes.ts';

export interface CatalogueFolder {
  /** As it was given. */
  readonly folder: string;
  readonly entries: readonly LintEntry[];
  readonly defaults: readonly DefaultSchedule[];
  readonly freezes: readonly Freeze[];
  /** The texts of the parameters, by name; what could not be read is not among them. */
  readonly files: ReadonlyMap<string, string>;
}

export function readCatalogueFolder(folder: string): CatalogueFolder {
  const schedules = namesIn(path.join(folder, 'schedules'), '.json');
  if (schedules === undefined) {
    throw new InputError(
      `Cannot read catalogue ${JSON.stringify(folder)}: it has no folder schedules; patchplane catalogue init writes one`,
    );
  }
  const approvals = readApprovals(folder);
  const read = schedules.map((value) => readEntry(folder, value, approvals));
  const defaults = readShared(folder, 'defaults', parseDefaultsFile);
  return {
    folder,
    entries: read.map(({ entry }) => entry),
    defaults: defaults.flatMap(([, text]) => parseDefaultRules(text)).map(scheduleOf),
    freezes: (namesIn(path.join(folder, 'calendars'), '.ics') ?? []).flatMap((calendar) => {
      const file = path.join(folder, 'calendars', `${calendar}.ics`);
      return readFreezes(file, calendar, readText(file));
    }),
    files: new Map([
      ...read.flatMap(({ entry, text }) => (text === undefined ? [] : [[nameOf(entry.value), text] as const])),
      ...defaults,
      ...readShared(folder, 'settings', parseSettingsFile),
    ]),
  };
}

function readEntry(folder: string, value: string, approvals: ReadonlyMap<string, string | undefined> | undefined) {
  const file = path.join(folder, 'schedules', `${value}.json`);
  const written = readText(file);
  try {
    const { rule, content } = parseScheduleFile(file, written);
    const text = JSON.stringify(content);
    const approved = approvals === undefined ? undefined : approvals.get(value) === sha256(text);
    const entry: LintEntry = { value, rule, approved, sizeBytes: Buffer.byteLength(text) };
    return { entry, text };
  } catch (error) {
    const problem = messageOf(error).replace(`Cannot parse ${file}: `, '');
    const approved = approvals === undefined ? undefined : false;
    const entry: LintEntry = { value, rule: undefined, problem, approved, sizeBytes: Buffer.byteLength(written) };
    return { entry, text: undefined };
  }
}

/** The hashes that Security has approved, by entry; undefined where the folder keeps none. */
function readApprovals(folder: string): ReadonlyMap<string, string | undefined> | undefined {
  const names = namesIn(path.join(folder, 'approvals'), '.json');
  return (
    names &&
    new Map(
      names.map((value) => {
        const file = path.join(folder, 'approvals', `${value}.json`);
        const approval = orRefuse(() => parseApprovalFile(file, readText(file)));
        return [value, approval.kind === 'approved' ? approval.sha256 : undefined] as const;
      }),
    )
  );
}

/** `defaults.json` and `settings.json`: one parameter each, and either may be absent. */
function readShared(folder: string, name: string, parse: (file: string, json: string) => unknown) {
  const file = path.join(folder, `${name}.json`);
  const text = readOptional(file);
  if (text === undefined) return [];
  return [[`${PARAMETER_ROOT}/${name}`, JSON.stringify(orRefuse(() => parse(file, text)))] as const];
}

function scheduleOf({ name, tags }: DefaultRule): DefaultSchedule {
  return { rule: name, value: tags[PATCHING_TAG] ?? '' }; // A rule without one has been refused.
}

function nameOf(value: string): string {
  return `${PARAMETER_ROOT}/schedules/${value}`;
}

function orRefuse<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw new InputError(messageOf(error), { cause: error });
  }
}
