import type { SweepInput } from '../../shared/domain/window/decide-windows.ts';
import {
  catalogueEmptyNotice,
  catalogueProblemNotice,
  catalogueUnreadNotice,
  scheduleLeftForceNotice,
} from '../../shared/notices/catalogue-notices.ts';
import type { World } from './sweep-windows.ts';

/** What the catalogue has come to since the last sweep: to people, and to other systems. */
export async function tellOfCatalogue({ catalogue, memory, now }: SweepInput, world: World): Promise<void> {
  switch (catalogue.kind) {
    case 'unread': {
      const lastReadAt = [...memory.readAt.values()].sort((a, b) => b.getTime() - a.getTime())[0];
      await world.tell(catalogueUnreadNotice(catalogue.reason, { lastReadAt, now }));
      return;
    }
    case 'read': {
      for (const problem of catalogue.problems) await world.tell(catalogueProblemNotice(problem));
      const inForce = catalogue.entries.map(({ value }) => value);
      const approved = [...inForce, ...catalogue.problems.map(({ value }) => value)];
      const left = [...memory.readAt].filter(([value]) => !approved.includes(value));
      for (const [value, readAt] of left) await world.tell(scheduleLeftForceNotice(value, readAt));
      if (approved.length === 0) await world.tell(catalogueEmptyNotice(now));
      if (left.length > 0 || inForce.some((value) => !memory.readAt.has(value))) {
        await world.announce({ kind: 'Catalogue Changed', inForce, left: left.map(([value]) => value) });
      }
    }
  }
}
