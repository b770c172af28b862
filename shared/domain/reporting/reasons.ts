/**
 * Every reason that a verdict, a window or a node without a window can carry, with the sentence that people read.
 * `docs/reasons/` has a page for each; a test keeps the two equal.
 */
export const REASONS = {
  // Verdicts of a node that was reached.
  installed: 'Every patch that its baseline approves is installed.',
  'reboot-suppressed': 'Patches are installed, but the schedule does not reboot: the node needs a reboot and a scan.',
  'reboot-needed': 'Patches are installed, but a reboot is still needed.',
  'patches-failed': 'One or more patches failed to install.',
  'patches-missing': 'The command succeeded, but patches that the baseline approves are still missing.',
  'command-failed': 'The patch command failed on the node.',
  'did-not-return': 'The node began to patch and has not been heard of since.',
  'timed-out': 'The patch command ran into its time limit.',
  'no-evidence': 'The command reported success, but the patch state does not show our run.',
  'access-denied': 'Systems Manager was not allowed to run the command on the node.',
  'invalid-platform': 'The patch document does not support the platform of the node.',
  'unknown-status': 'Run Command reported a status that Patchplane does not know.',
  'wrong-baseline': 'The node was patched by the baseline of another patch group.',
  'hook-refused': 'The check on the node refused the install: too soon after another one, no disk space, or a lock.',
  overwritten: 'Another patch run wrote over the evidence of ours.',
  'reboot-loop': 'The node still needs a reboot after reboots in several windows in a row.',
  'reboot-overdue': 'The node was not rebooted and scanned within its deadline after the install.',
  // Verdicts of a node on which nothing was to be installed.
  scanned: 'The schedule scans only, and the node was scanned.',
  'mode-observe': 'The account or environment is in mode observe: nothing is started.',
  'mode-scan': 'The account or environment is in mode scan: the node was scanned, and nothing was installed.',
  'scan-too-old': 'No node there was scanned recently enough, so this window scanned in place of installing.',
  frozen: 'A change calendar is closed over the window.',
  // Verdicts of a node that was not reached.
  'node-stopped': 'The instance was stopped.',
  'node-offline': 'The agent of the node had lost its connection.',
  'node-unmanaged': 'Systems Manager does not know the node: no agent, no role or no connection.',
  'no-wave': 'The node carries no tag maintenance:wave that the schedule takes.',
  'not-targeted': 'The run did not reach the node: its tags changed, or it appeared after the wave.',
  'not-delivered': 'The command was not delivered before its time limit.',
  undeliverable: 'Run Command could not deliver the command.',
  'cut-off': 'The install had not begun when the cutoff came, so it was stopped.',
  'errors-exceeded': 'The run stopped in this cell, because too many nodes had failed.',
  'cell-unread': 'The account and Region could not be read, so nothing is known of the node.',
  'run-not-started': 'The run did not start in this account and Region.',
  'not-in-inventory': 'The node was on the last roster, and the inventory no longer shows its account and Region.',
  held: 'An operator has put a hold on it.',
  // Windows that did not open.
  'hub-down': 'No sweep ran between the opening and the cutoff of the window.',
  'entry-unreadable': 'The catalogue entry could not be read between the opening and the cutoff of the window.',
  'roster-unread': 'The nodes of the schedule could not be read.',
  'start-refused': 'Systems Manager refused to start the run.',
  'queue-full': 'The queue of Systems Manager automations was full, or the run was still waiting in it at the cutoff.',
  'request-mismatch': 'Systems Manager remembers another request under the token of this run.',
  'calendar-unread': 'A change calendar could not be read, so it counts as closed.',
  'roster-shrunk': 'The roster lost so many nodes since the last window that a person must look at it.',
  'minimum-gap': 'Another window patched the same nodes too short a time before.',
  'ring-not-final': 'The last window of the ring before is not final yet.',
  'ring-below-success': 'Too few nodes of the ring before were patched.',
  'ring-soaking': 'The ring before has not run with its patches for long enough.',
  'ring-incident': 'The last window of the ring before has an incident that nobody has acknowledged.',
  'ring-unproven': 'The last window of the ring before patched nothing, so it proves nothing.',
  'ring-unread': 'The entry of the ring before is not in force, so its gate cannot be read.',
  // Nodes that no window owes.
  untagged: 'The node carries no tag maintenance:patching.',
  malformed: 'The value of the tag is not a schedule.',
  'not-approved': 'The value of the tag is a schedule that is not in the catalogue.',
  exempt: 'The node is exempt from patching.',
  immutable: 'The node is replaced, not patched.',
  'window-not-opened':
    'A window of its schedule should have opened in this stretch of time, and no sweep has opened it.',
  'not-on-roster': 'The window of its schedule opened without the node, which took up the schedule too late for it.',
  'no-window': 'No window of its schedule lies in this stretch of time.',
} as const;

export type Reason = keyof typeof REASONS;

export function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text);
}
