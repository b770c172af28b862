import type { Io } from '../io.ts';

export type Consent = { readonly kind: 'given' } | { readonly kind: 'withheld'; readonly because: string };

/** Whether to write: by `--yes`, or because somebody at the terminal says so. Data (`--json`) is not asked about. */
export async function consentTo(
  io: Io,
  what: string,
  { yes, json }: { readonly yes?: true; readonly json?: true },
): Promise<Consent> {
  if (yes) return { kind: 'given' };
  if (json || io.ask === undefined) return { kind: 'withheld', because: `--yes writes ${what}` };
  return (await io.ask(`Write ${what}?`)) ? { kind: 'given' } : { kind: 'withheld', because: 'as you said' };
}
