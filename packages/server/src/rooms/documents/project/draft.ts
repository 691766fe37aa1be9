import type { TaskFileLine } from '@shapan/contract';
import type { Fields, PlanRecord } from '@shapan/engine';
import type { RefusedProblem } from '../../../http/refused.ts';

/** A record as a file wants it. What it refers to is named by `ref` until every row has its record. */
export interface Draft {
  readonly kind: 'projectFile' | 'initiative' | 'task' | 'taskLink' | 'resourceNeed';
  readonly ref: string;
  /** What tells its row from all others in all files; `null` for links and needs, which are told by what they join. */
  readonly key: string | null;
  /** Of which row of the file, and what people call it. */
  readonly row: number;
  readonly name: string;
  readonly fields: Fields;
  /** References by field: refs of other drafts. */
  readonly refs: Readonly<Record<string, string>>;
  /** Said of a new record only: an older one keeps its own. */
  readonly first?: Fields;
  /** Fields of an older record that are said anew only where another one is: its status where its progress is. */
  readonly with?: Readonly<Record<string, string>>;
}

/** Everything that a file is about to bring, and what is to be told of it beforehand. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly lines: readonly TaskFileLine[];
  /** Who is named in the file as doing the work. */
  readonly people: readonly FilePerson[];
  /** Whether a link between two tasks of the file goes when the file does not have it. */
  readonly replaces: (link: PlanRecord) => boolean;
}

export interface FilePerson {
  readonly name: string;
  readonly email: string;
  /** The member that it is taken for. */
  readonly member: string | null;
  /** How many tasks name this person. */
  readonly tasks: number;
}

/** Whom a name in a file means; `null` when nobody, or several. */
export type FindPerson = (name: string, email: string) => string | null;

/** A row that is not to be, and why. */
export interface RowRefusal {
  readonly row: number;
  readonly name: string;
  readonly problem: RefusedProblem;
}

/** The drafts of a file, and what of it cannot be read. */
export interface FileDrafts extends Drafts {
  readonly errors: readonly RowRefusal[];
}
