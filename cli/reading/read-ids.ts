/** Ids of nodes and windows, as they stand in notices and reports. */
import { nodeId } from '../../shared/inbound/node-reference.ts';
import { windowId } from '../../shared/inbound/window-id.ts';
import { refuse } from '../input-error.ts';

export function readNodeId(text: string): string {
  if (nodeId.safeParse(text).success) return text;
  throw refuse('the node', text, 'the id of an instance or a hybrid node, such as i-0a1b2c3d4e5f60718');
}

export function readWindowId(option: string, text: string): string {
  if (windowId.safeParse(text).success) return text;
  throw refuse(option, text, 'the id of a window, such as 2SATX4@2026-04-25');
}

export function readAccount(option: string, text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw refuse(option, text, 'an account id of 12 digits');
}
