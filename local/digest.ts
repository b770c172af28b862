import { createHash } from 'node:crypto';

/** As many hexadecimal digits as asked for, which depend on the text only: ids that are the same in every run. */
export function digest(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** A version 4 UUID in form, made of the text. */
export function uuidOf(text: string): string {
  const hex = digest(text, 32);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    '-',
  );
}
