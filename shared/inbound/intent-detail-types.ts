import type { Intent } from '../domain/requests/intent.ts';

/** What asks on the hub's bus, under the source `patchplane`. Our rule lets through what the hub's own account puts. */
export const INTENT_DETAIL_TYPES = {
  patch: 'Patch Requested',
  hold: 'Hold Requested',
  release: 'Release Requested',
  acknowledge: 'Acknowledge Requested',
  except: 'Exception Requested',
  'approve-exception': 'Exception Approved',
  'end-exception': 'Exception Ended',
  decide: 'Review Decided',
} as const satisfies Readonly<Record<Intent['kind'], string>>;
