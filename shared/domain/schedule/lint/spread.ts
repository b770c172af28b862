/** Numbers as a sentence gives them: `11 or 18` where there are two, `63 to 119` where there are more. */
export function spreadOf(numbers: readonly number[]): string {
  const distinct = [...new Set(numbers)].sort((one, other) => one - other);
  return distinct.length > 2 ? `${distinct.at(0)} to ${distinct.at(-1)}` : distinct.join(' or ');
}
