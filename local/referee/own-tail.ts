/** P8. No reaction to our own writes, and no second writing of what is right already. */
import type { TagWrite } from '../record.ts';
import type { Breach } from './breach.ts';
import { type Evidence, instants, isOurTagWrite } from './evidence.ts';
import { grouped } from './grouped.ts';
import { exceptionEndsOf } from './intents.ts';

export function ownTail(evidence: Evidence): Breach[] {
  const byTag = grouped(evidence.record.tagWrites, ({ nodeId, key }) => `${nodeId} ${key}`);
  return [...[...byTag.values()].flatMap((writes) => writtenAgain(writes, evidence)), ...refusedOurOwn(evidence)];
}

function writtenAgain(writes: readonly TagWrite[], evidence: Evidence): Breach[] {
  return writes.flatMap((write, index) => {
    if (!isOurTagWrite(write)) return [];
    const { nodeId, key, at, before, after } = write;
    const what = `${nodeId} was given ${key} ${after} at ${instants(at)}`;
    if (before === after) return [breach(`${what}, which it had already`)];
    const previous = writes[index - 1];
    if (previous === undefined || !isOurTagWrite(previous) || bringsBack(write, previous, evidence)) return [];
    return [
      breach(`${what}, after we had given it ${previous.after} at ${instants(previous.at)} and nobody else wrote it`),
    ];
  });
}

/** The end of an exception, which has asked for both writes: the tag says again what it said before `EXEMPT`. */
function bringsBack({ after, at }: TagWrite, previous: TagWrite, evidence: Evidence): boolean {
  return previous.before === after && isOver(previous, at, evidence);
}

/** Whether the exception for which a tag says `EXEMPT` ended between its writing and the instant. */
function isOver({ nodeId, after, at: writtenAt }: TagWrite, at: Date, evidence: Evidence): boolean {
  return after === 'EXEMPT' && exceptionEndsOf(evidence, nodeId).some((end) => end >= writtenAt && end <= at);
}

/** A value that we wrote ourselves is refused to nobody, unless it is `EXEMPT`, and its exception is over. */
function refusedOurOwn(evidence: Evidence): Breach[] {
  const { record } = evidence;
  return record.messages.flatMap(({ at, subject, attributes }) => {
    const { kind, key = '' } = attributes;
    if (kind !== 'tag-refused' || subject === undefined) return [];
    const last = record.tagWrites.findLast(
      (write) => write.at <= at && write.key === 'maintenance:patching' && key.includes(write.nodeId),
    );
    if (last === undefined || !isOurTagWrite(last) || isOver(last, at, evidence)) return [];
    return [breach(`"${key}" was told at ${instants(at)} of ${last.after}, which we wrote at ${instants(last.at)}`)];
  });
}

function breach(says: string): Breach {
  return { law: 'P8', says };
}
