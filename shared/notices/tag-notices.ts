import type { Notice } from '../domain/reporting/notice.ts';
import { byWeekdayAndHour } from '../domain/schedule/by-weekday-and-hour.ts';
import { reservedValues } from '../domain/schedule/tag-value.ts';
import type { Guess } from '../domain/tagging/doctor.ts';
import type { TagVerdict } from '../domain/tagging/judge-tag.ts';
import type { ReviewDecision } from '../domain/tagging/review-decision.ts';
import { PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import type { NodeReference } from '../inbound/node-reference.ts';
import { sayFew, sayOr } from './say.ts';

type Refused = Extract<TagVerdict, { kind: 'malformed' | 'not-approved' | 'unexcused' }>;

/** Approved values named in a notice; the catalogue has them all. */
const VALUES_NAMED_MAX = 20;

/** What every notice about a tag knows of the node. */
export interface TaggedNode {
  readonly node: NodeReference;
  readonly name: string | undefined;
  readonly owner: string | undefined;
}

/** The answer to a value that is no approved schedule: what is wrong, and what was probably meant. */
export function tagRefusedNotice(
  refusal: TaggedNode & { readonly verdict: Refused; readonly change: number; readonly approved: readonly string[] },
): Notice {
  const { node, verdict, change, approved } = refusal;
  return {
    key: `tag-refused#${node.id}#${change}`,
    kind: 'tag-refused',
    severity: 'warning',
    subject: `${sayShortly(refusal)}: schedule ${quote(verdict.value)} is refused${verdict.kind === 'unexcused' ? '' : sayGuess(verdict.nearest)}`,
    happened: `The tag maintenance:patching of ${sayPlace(refusal)} says ${quote(verdict.value)}. No window patches the node under this value. ${sayProblem(verdict)}`,
    details: [...(verdict.kind === 'unexcused' ? [] : [sayNearest(verdict.nearest)]), sayApproved(approved)],
    next:
      verdict.kind === 'unexcused'
        ? sayExcuse(verdict.value, refusal)
        : [
            `Set the tag maintenance:patching of the node to ${sayRemedy(verdict.nearest)}. Until then it is not patched.`,
          ],
    about: aboutNode(refusal),
  };
}

export function tagDefaultedNotice(
  given: TaggedNode & {
    readonly rule: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly change: number;
    /** Of a person, where it was no rule. */
    readonly decision?: ReviewDecision | undefined;
  },
): Notice {
  const { node, rule, tags, change, decision } = given;
  const value = tags[PATCHING_TAG] ?? '';
  return {
    key: `tag-defaulted#${node.id}#${change}`,
    kind: 'tag-defaulted',
    severity: 'info',
    subject: `${sayShortly(given)}: given the ${decision === undefined ? 'default ' : ''}schedule ${value}`,
    happened: `${sayPlace(given)} carried no tag maintenance:patching. ${decision === undefined ? `The default-tag rule "${rule}" has given it one.` : `${decision.by} has decided which it gets: ${JSON.stringify(decision.reason)}.`}`,
    details: Object.entries(tags).map(([key, value]) => `${key} = ${value}`),
    next: ['If another schedule suits the node better, set the tag maintenance:patching to any approved value.'],
    about: aboutNode(given),
  };
}

/** A node without a schedule that stays so: a person has to decide, or to remove what stands in the way. */
export function tagNotDefaultedNotice(
  left: TaggedNode & { readonly cause: 'no-rule' | 'refused'; readonly detail: string; readonly change: number },
): Notice {
  const { node, cause, detail, change } = left;
  return {
    key: `tag-not-defaulted#${node.id}#${cause}#${change}`,
    kind: 'tag-not-defaulted',
    severity: cause === 'refused' ? 'critical' : 'warning',
    subject: `${sayShortly(left)}: no schedule, and ${cause === 'refused' ? 'AWS refused the default' : 'no default rule fits'}`,
    happened: `${sayPlace(left)} carries no tag maintenance:patching, so no window owes it a patch.`,
    details: [detail],
    next: [
      cause === 'refused'
        ? 'See why the role Patchplane-Tag is refused in that account, or set the tag by hand; Patchplane tries again when AWS Config next reports the node.'
        : 'Set the tag maintenance:patching of the node, or add a default rule that fits it.',
    ],
    about: aboutNode(left),
  };
}

function sayProblem(verdict: Refused): string {
  switch (verdict.kind) {
    case 'malformed':
      return verdict.problem;
    case 'not-approved':
      return 'It is a schedule, but not an approved one.';
    case 'unexcused':
      return verdict.problem;
  }
}

/** A reserved value keeps the node out of all windows, and somebody has to answer for that. */
function sayExcuse(value: 'EXEMPT' | 'REPLACE', { node: { id, account, region } }: TaggedNode): string[] {
  return [
    'Set the tag maintenance:patching of the node to an approved schedule. Until then it is not patched, and does not comply.',
    value === 'EXEMPT'
      ? `Or ask for an exception: npx patchplane except ${id} --account ${account} --region ${region} --owner … --reason "…" --until ….`
      : 'Or, if something else than an Auto Scaling group replaces it, have the settings say so (replaceAllowed).',
  ];
}

function sayNearest(nearest: Guess): string {
  switch (nearest.kind) {
    case 'meant':
      return isReserved(nearest.value)
        ? `The value is probably meant to be ${nearest.value}, a reserved one (${nearest.because}).`
        : `The nearest approved value is ${nearest.value} (${nearest.because}).`;
    case 'several':
      return `Equally near are ${sayFew(byWeekdayAndHour(nearest.values), VALUES_NAMED_MAX)} (${nearest.because}).`;
    case 'none':
      return 'No approved value is near it.';
  }
}

function sayApproved(approved: readonly string[]): string {
  return approved.length === 0
    ? 'No schedule is approved at the moment.'
    : `Approved are ${sayFew(byWeekdayAndHour(approved), VALUES_NAMED_MAX)}.`;
}

function sayRemedy(nearest: Guess): string {
  switch (nearest.kind) {
    case 'meant':
      if (nearest.confidence === 'possible') return `an approved schedule, such as ${nearest.value}`;
      return `${nearest.value}, or to ${isReserved(nearest.value) ? 'an' : 'another'} approved schedule`;
    case 'several':
      return nearest.values.length > GUESSES_MAX ? 'an approved schedule' : sayOr(byWeekdayAndHour(nearest.values));
    case 'none':
      return 'an approved schedule';
  }
}

function isReserved(value: string): boolean {
  return reservedValues.some((reserved) => reserved === value);
}

/** More than this is not a guess but a list. */
const GUESSES_MAX = 3;

function sayGuess(nearest: Guess): string {
  // A value that is itself a schedule may be meant as it stands.
  return nearest.kind === 'meant' && nearest.confidence !== 'possible' ? `, meant ${nearest.value}?` : '';
}

function sayName({ node, name }: TaggedNode): string {
  return name === undefined ? node.id : `${name} (${node.id})`;
}

/** For subjects, of which the end is cut: a name may have 256 characters. */
export function sayShortly({ node, name }: TaggedNode): string {
  if (name === undefined) return node.id;
  return name.length > NAME_LENGTH_MAX ? `${name.slice(0, NAME_LENGTH_MAX)}...` : name;
}

const NAME_LENGTH_MAX = 30;

export function sayPlace(tagged: TaggedNode): string {
  const { account, region } = tagged.node;
  return `${sayName(tagged)} in account ${account}, ${region},`;
}

export function aboutNode({ node, owner }: TaggedNode): Notice['about'] {
  return { node: node.id, account: node.account, region: node.region, owners: owner === undefined ? [] : [owner] };
}

/** A tag value may hold 256 characters of anything; a subject line may not. */
export function quote(value: string): string {
  return JSON.stringify(value.length > QUOTED_LENGTH_MAX ? `${value.slice(0, QUOTED_LENGTH_MAX)}...` : value);
}

const QUOTED_LENGTH_MAX = 24;
