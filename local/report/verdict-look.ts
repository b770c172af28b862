/** How a verdict looks, in print and in the report: never by colour alone. */
import type { VerdictKind } from '../../shared/domain/window/verdict.ts';

export interface VerdictLook {
  readonly sign: string;
  readonly meaning: string;
}

export const VERDICT_LOOKS: Readonly<Record<VerdictKind, VerdictLook>> = {
  patched: { sign: '✓', meaning: 'every approved patch is installed' },
  'pending-reboot': { sign: '↻', meaning: 'installed, and a reboot is still needed' },
  failed: { sign: '✕', meaning: 'the install began and did not succeed' },
  skipped: { sign: '»', meaning: 'left out on purpose, as by a freeze' },
  missed: { sign: '–', meaning: 'owed, and nothing was installed' },
  excepted: { sign: '○', meaning: 'exempt by an approved exception' },
};
