/** How far CloudTrail was asked, and what it may not know yet. */
export function sayTrail({ asked, leftOut }: { readonly asked: number; readonly leftOut: number }): string {
  const rest = leftOut === 0 ? '' : ` ${leftOut} more have changed; who changed them was not looked up.`;
  return `CloudTrail was asked about ${sayMany(asked, 'node')} of which a change is known.${rest} It may be a quarter of an hour behind.`;
}

/** `1 node`, `2 nodes`. */
export function sayMany(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
