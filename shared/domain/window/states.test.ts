import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectFiles, sources } from '../../testing/tidy/source-file.ts';
import { cellTransitions, nodeTransitions, type Transition, windowTransitions } from './states.ts';
import { VERDICTS } from './verdict.ts';

const page = readFileSync(new URL('../../../docs/states.md', import.meta.url), 'utf8');
const diagrams = [
  ['Window', windowTransitions],
  ['Cell', cellTransitions],
  ['Node', nodeTransitions],
] as const;

describe('docs/states.md', () => {
  it.each(diagrams)('draws the edges of a %s, once and in order, and no others', (title, transitions) => {
    expect(edgesIn(title)).toEqual(transitions.map(({ from, to, by }) => `${drawn(from)} --> ${drawn(to)}: ${by}`));
  });

  it.each(diagrams)('explains the states of a %s', (title, transitions) => {
    const explained = title === 'Node' ? ['owed'] : statesOf(transitions);

    expect(explained.filter((state) => !sectionOf(title).includes(`- \`${state}\`:`))).toEqual([]);
  });
});

describe('transitions', () => {
  it('are made by functions that the code exports', () => {
    const code = sources(projectFiles(), 'functions', 'shared').map(({ text }) => text);
    const names = new Set(diagrams.flatMap(([, transitions]) => transitions.map(({ by }) => by)));
    const missing = [...names].filter((name) =>
      code.every((text) => !new RegExp(`^export (async )?function\\*? ${name}\\b`, 'm').test(text)),
    );

    expect(names.size).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });

  it('lead from the start to every state', () => {
    expect(reachedFrom(windowTransitions)).toEqual(['closing', 'final', 'missed', 'open', 'opening', 'skipped']);
    expect(reachedFrom(cellTransitions)).toEqual(['running', 'settled', 'stopped']);
    const verdicts = VERDICTS.filter((kind) => kind !== 'excepted');
    expect(reachedFrom(nodeTransitions)).toEqual([...verdicts, 'owed'].sort());
  });

  it('lead out of no window that is over', () => {
    const over = ['final', 'missed', 'skipped'];

    expect(windowTransitions.filter(({ from, to }) => over.includes(from) && to !== from)).toEqual([]);
  });
});

function sectionOf(title: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
}

function edgesIn(title: string): string[] {
  return [...sectionOf(title).matchAll(/^ {4}(.+ --> .+)$/gm)].map(([, edge = '']) => edge);
}

/** Mermaid takes no hyphen in the name of a state. */
function drawn(state: string): string {
  return state === 'start' ? '[*]' : state.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function statesOf(transitions: readonly Transition<string>[]): string[] {
  return [...new Set(transitions.map(({ to }) => to))];
}

function reachedFrom(transitions: readonly Transition<string>[]): string[] {
  const reached = new Set(['start']);
  for (const _ of transitions) for (const { from, to } of transitions) if (reached.has(from)) reached.add(to);
  reached.delete('start');
  return [...reached].sort();
}
