import { Button, Callout } from '../../../design/index.ts';
import { listWord, memberNameOf, type RecordContext } from '../../../records/index.ts';
import { useExecutionView } from '../use-execution-view.ts';
import { workloadIn } from './resources-of.ts';

/** Whom a task over-allocates on some day of it, by name; nothing where nobody is. */
export function overloadedBy(context: RecordContext, task: string): string | null {
  const people = workloadIn(context).overTasks.get(task);
  return people
    ? listWord(
        context.t,
        people.map((person) => memberNameOf(context, person)),
      )
    : null;
}

interface OverloadNoteProps {
  readonly context: RecordContext;
  readonly task: string;
}

/** In the drawer of a task: who has more to do on its days than a day holds, and the way to why. */
export function OverloadNote({ context, task }: OverloadNoteProps) {
  const { t } = context;
  const [{ picture }, change] = useExecutionView();
  const names = overloadedBy(context, task);
  if (names === null) return null;
  return (
    <Callout tone="warn">
      {t('resources.overloaded.text', { names })}{' '}
      {picture !== 'resources' && (
        <Button kind="quiet" size="small" onClick={() => change({ picture: 'resources' })}>
          {t('resources.overloaded.show')}
        </Button>
      )}
    </Callout>
  );
}
