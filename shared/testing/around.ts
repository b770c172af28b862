/** Each edge with the millisecond before it and the one after it: where a decision that is a little wrong shows. */
export function around(...edges: readonly Date[]): Date[] {
  return edges.flatMap((edge) => [-1, 0, 1].map((ms) => new Date(edge.getTime() + ms)));
}
