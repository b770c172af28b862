import * as z from 'zod/mini';

/** What a string of JSON says. AWS Config sends objects in this way; they are parsed exactly once, at the border. */
export const jsonText = z.pipe(
  z.string(),
  z.transform((text, { issues }): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      issues.push({ code: 'custom', message: 'JSON in a string', input: text });
      return z.NEVER;
    }
  }),
);
