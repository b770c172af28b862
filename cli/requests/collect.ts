/** For an option that may be given more than once. */
export function collect(text: string, before: readonly string[]): string[] {
  return [...before, text];
}
