import { styleText } from 'node:util';
import type { Io } from '../io.ts';

type Style = Extract<Parameters<typeof styleText>[0], string>;

export type Paint = (style: Style, text: string) => string;

/** Colour on a terminal that has any, and not where `NO_COLOR` asks for none. */
export function paintFor({ terminal, environment }: Pick<Io, 'terminal' | 'environment'>): Paint {
  return terminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
}
