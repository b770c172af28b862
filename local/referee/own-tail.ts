/** P8. No reaction to our own writes, and no second writing of what is right already. */
import type { TagWrite } from '../record.ts';
import type { Breach } from './breach.ts';
import { type Evidence, instants, isOurTagWrite } from './evidence.ts';
import { grouped } from './grouped.ts';

export function ownTail(evidence: Evidence): Breach[] {
  const byTag = grouped(evidence.record.tagWrites, ({ nodeId, key }) => `${nodeId} ${key}`);
  return [...[...byTag.values()].flatMap(writtenAgain), ...refusedOurOwn(evidence)];
}

function writtenAgain(writes: readonly TagWrite[]): Breach[] {
  return writes.flatMap((write, index) => {
    if (!isOurTagWrite(write)) return [];
    const { nodeId, key, at, before, after } = write;
    const what = `${nodeId} was given ${key} ${after} at ${instants(at)}`;
    if (before === after) return [breach(`${what}, which it had already`)];
    const previous = writes[index - 1];
    if (previous === undefined || !isOurTagWrite(previous) || bringsBack(write, previous)) return [];
    return [
      breach(`${what}, after we had given it ${previous.after} at ${instants(previous.at)} and nobody else wrote it`),
    ];
  });
}

/** The end of an exception, which has asked for both writes: the tag says again what it said before `EXEMPT`. */
function bringsBack({ after }: TagWrite, previous: TagWrite): boolean {
  return previous.after === 'EXEMPT' && previous.before === after;
}

/** A value that we wrote ourselves is refused to nobody, unless it is `EXEMPT`, whose exception may be over. */
function refusedOurOwn({ record }: Evidence): Breach[] {
  return record.messages.flatMap(({ at, subject, attributes }) => {
    const { kind, key = '' } = attributes;
    if (kind !== 'tag-refused' || subject === undefined) return [];
    const last = record.tagWrites.findLast(
      (write) => write.at <= at && write.key === 'maintenance:patching' && key.includes(write.nodeId),
    );
    if (last === undefined || !isOurTagWrite(last) || last.after === 'EXEMPT') return [];
    return [breach(`"${key}" was told at ${instants(at)} of ${last.after}, which we wrote at ${instants(last.at)}`)];
  });
}

function breach(says: string): Breach {
  return { law: 'P8', says };
}
