import { InputError } from '../input-error.ts';

/** As people read it if it fits, else without blanks, which AWS Organizations counts; refused where it does not fit at all. */
export function spellPolicy(
  policy: object,
  {
    name,
    charactersMax,
    schedules,
  }: { readonly name: string; readonly charactersMax: number; readonly schedules: number },
): string {
  const spellings = [`${spell(policy, { indent: '', taken: 0 })}\n`, JSON.stringify(policy)];
  const fitting = spellings.find(({ length }) => length <= charactersMax);
  if (fitting !== undefined) return fitting;
  const [content, cure] =
    schedules === 0
      ? ['', 'Name fewer roles, or more of them at once by *']
      : [
          `with ${schedules} schedules `,
          'Withdraw schedules that no node carries (patchplane withdraw), or keep a catalogue folder for each organizational unit and attach the policies of each to it',
        ];
  throw new InputError(
    `Cannot write the ${name}: ${content}it has ${spellings.at(-1)?.length} characters, and AWS Organizations takes ${charactersMax}. ${cure}`,
  );
}

const LINE_WIDTH = 120;

/** A list of words stands on one line where it fits. */
function spell(value: unknown, { indent, taken }: { readonly indent: string; readonly taken: number }): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (!Array.isArray(value)) {
    const lines = Object.entries(value).map(([key, each]) => {
      const name = `${inner}${JSON.stringify(key)}: `;
      return `${name}${spell(each, { indent: inner, taken: name.length })}`;
    });
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  const flat = `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
  if (value.every((each) => typeof each === 'string') && taken + flat.length < LINE_WIDTH) return flat;
  const lines = value.map((each: unknown) => `${inner}${spell(each, { indent: inner, taken: inner.length })}`);
  return `[\n${lines.join(',\n')}\n${indent}]`;
}
