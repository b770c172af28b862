import { incidentKeyOf } from '../domain/reporting/incident.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { runbookOf, troublesOf } from '../domain/reporting/trouble.ts';
import { howToAnswer } from './how-to-answer.ts';

/** SNS takes subjects under 100 characters, without line breaks or control characters. */
const SUBJECT_LENGTH_MAX = 99;
/** SNS takes messages of 256 KB; an e-mail that anybody reads is far shorter. */
const DETAILS_MAX = 60;
/** Amazon Q Developer in chat applications: title and description of a custom notification, and its next steps. */
const CHAT_TITLE_LENGTH_MAX = 250;
const CHAT_DESCRIPTION_LENGTH_MAX = 8000;
const CHAT_STEP_LENGTH_MAX = 350;

/**
 * SNS takes only printable ASCII, and nothing that begins with a space. Names of nodes hold anything: letters lose their
 * marks, and what has no letter of ASCII becomes a question mark.
 */
export function subjectOf({ subject, kind }: Notice): string {
  const ascii = subject
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]+/g, '?')
    .trim();
  return cut(ascii, SUBJECT_LENGTH_MAX) || kind;
}

/** The e-mail: what happened, to whose nodes and why, what is next. */
export function emailOf(notice: Notice): string {
  const { happened, details, key } = notice;
  return [
    happened,
    ...section('Details', shorten(details)),
    ...section('What is next', stepsOf(notice)),
    '',
    `Notice ${key}`,
  ].join('\n');
}

/** The same for chat, in the schema of Amazon Q Developer's custom notifications: anything else is dropped silently. */
export function chatOf(notice: Notice): string {
  const { subject, happened, details, about, key, severity } = notice;
  const description = [happened, ...shorten(details).map((line) => `• ${line}`)].join('\n');
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: key,
    content: {
      textType: 'client-markdown',
      title: cut(`${MARKS[severity]} ${subject}`, CHAT_TITLE_LENGTH_MAX),
      description: cut(description, CHAT_DESCRIPTION_LENGTH_MAX),
      nextSteps: stepsOf(notice).map((step) => cut(step, CHAT_STEP_LENGTH_MAX)),
    },
    metadata: {
      threadId: String(about['window'] ?? incidentKeyOf(key)),
      summary: cut(subject, CHAT_TITLE_LENGTH_MAX),
      additionalContext: Object.fromEntries(
        Object.entries(about).flatMap(([name, fact]) => (fact.length > 0 ? [[name, String(fact)]] : [])),
      ),
    },
  });
}

/** An incident says how to answer it, and whatever tells of a trouble names its page, whoever wrote it. */
function stepsOf(notice: Notice): readonly string[] {
  const pages = troublesOf(notice).map(runbookOf);
  return [
    ...notice.next,
    ...(notice.incident === true ? howToAnswer(notice) : []),
    ...(pages.length === 0 ? [] : [`What to do: ${pages.join(', ')}`]),
  ];
}

const MARKS = { info: ':white_check_mark:', warning: ':warning:', critical: ':rotating_light:' } as const;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `- ${line}`)];
}

function shorten(lines: readonly string[]): readonly string[] {
  if (lines.length <= DETAILS_MAX) return lines;
  return [...lines.slice(0, DETAILS_MAX), `and ${lines.length - DETAILS_MAX} more`];
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 3)}...`;
}
