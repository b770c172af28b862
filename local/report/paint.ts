import { styleText } from 'node:util';

type Style = Extract<Parameters<typeof styleText>[0], string>;

export type Paint = (style: Style, text: string) => string;

export const paintNothing: Paint = (_style, text) => text;

/** Colour on a terminal only, and not where `NO_COLOR` asks for none. */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  return stream.isTTY === true && !environment['NO_COLOR']
    ? (style, text) => styleText(style, text, { validateStream: false })
    : paintNothing;
}
