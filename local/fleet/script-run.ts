/**
 * What a Command document of our own does on a node, in virtual time. Its scripts are not run here; that its shell parts do
 * what they say, tests of their own show by running them.
 *
 *   S1. A document that has the agent reboot the node ends when the agent is back and has run it again.
 *   S2. Patch Manager goes on saying that a reboot is pending until the next scan or install.
 *   S3. Any other document answers that it was not run, rather than with findings that nobody made.
 */
import type { Cloud } from '../cloud.ts';
import type { Fleet } from './fleet.ts';
import type { LiveNode } from './live-node.ts';
import type { PatchEnd } from './patch-run.ts';

const minuteMs = 60_000;
const scriptMs = 5_000;

interface Scene {
  readonly cloud: Cloud;
  readonly fleet: Fleet;
  readonly node: LiveNode;
  readonly script: {
    readonly name: string;
    readonly reboots: boolean;
    readonly commandId: string;
    readonly atMostMs: number;
  };
  readonly end: (end: PatchEnd) => void;
}

export function beginScriptRun(scene: Scene): void {
  const { cloud, script, end } = scene;
  if (script.reboots) reboot(scene);
  else cloud.clock.after(scriptMs, () => end({ kind: 'success', output: notRun(script.name) })); // S3
}

function notRun(name: string): string {
  return `unknown all of it: the embedded AWS runs no scripts on nodes, and so not ${name}.`;
}

function reboot(scene: Scene): void {
  const { cloud, fleet, node, script, end } = scene;
  fleet.disconnect(node);
  const lastsMs = rebootMs(scene);
  if (lastsMs > script.atMostMs) cloud.clock.after(script.atMostMs, () => end({ kind: 'timed-out', step: 'Script' }));
  if (lastsMs === Number.POSITIVE_INFINITY) return;
  cloud.clock.after(lastsMs, () => {
    const { rebootPendingUntil } = node.spec;
    node.rebootUnseen = rebootPendingUntil === undefined || cloud.clock.now() >= rebootPendingUntil; // S2
    fleet.connect(node);
    if (lastsMs <= script.atMostMs) end({ kind: 'success', output: 'Rebooted.' }); // S1
  });
}

function rebootMs({ cloud, node, script }: Scene): number {
  const share = cloud.random(`reboot ${node.id} ${script.commandId}`);
  switch (node.spec.condition) {
    case 'never-returns':
      return Number.POSITIVE_INFINITY;
    case 'reboots-slowly':
      return Math.round((45 + 10 * share) * minuteMs);
    case 'healthy':
    case 'stopped':
    case 'offline':
    case 'unmanaged':
    case 'install-fails':
    case 'reboot-pending':
      return Math.round((2 + 4 * share) * minuteMs);
  }
}
