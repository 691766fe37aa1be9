import { type BookState, type SmartContext, workloadOf } from '@shapan/engine';
import { carriersOf } from '../carriers.ts';

/** Who works on the initiatives that carry a target, and who of them is over-allocated, in whatever they do. */
export function workloadFor(
  books: { readonly state: BookState; readonly master: BookState },
  target: string,
  memberName: (id: string) => string,
): SmartContext['workload'] {
  const carrying = new Set(carriersOf(books.state, target).map(({ initiative }) => initiative.id));
  const own = workloadOf(books).people.filter(({ demands }) =>
    demands.some(({ initiative }) => initiative !== null && carrying.has(initiative)),
  );
  const overloaded = own.filter(({ over }) => over > 0).map(({ person }) => memberName(person));
  return { people: own.length, overloaded };
}
