import type { TaskFileOptions, TaskFileReport } from '@shapan/contract';
import { useRef, useState } from 'react';
import { problemText } from '../../../app/failure.tsx';
import { askWithFile } from '../../../data/api.ts';
import { useT } from '../../../data/hooks.tsx';

/** One import of a file of tasks: looked at first, then done. Nothing lies on the server in between. */
export function useTaskImport(path: string, onDone: (report: TaskFileReport) => void) {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<TaskFileReport | null>(null);
  const [people, setPeople] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState<'reading' | 'writing' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** Of the last question: what an earlier one is answered counts no more. */
  const asked = useRef(0);

  const restart = (): void => {
    asked.current += 1;
    setBusy(null);
    setFile(null);
    setReport(null);
    setPeople({});
    setProblem(null);
  };
  const send = async (chosen: File, options: TaskFileOptions): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    const form = new FormData();
    // Options come before the file: the server reads the form as it arrives.
    form.append('options', JSON.stringify(options));
    form.append('file', chosen);
    setBusy(options.commit ? 'writing' : 'reading');
    setProblem(null);
    try {
      const answer = await askWithFile<TaskFileReport>(`${path}/import`, form);
      if (answer.committed) {
        restart();
        onDone(answer);
      } else if (mine === asked.current) setReport(answer);
    } catch (error) {
      if (mine === asked.current) setProblem(problemText(t, error));
    } finally {
      if (mine === asked.current) setBusy(null);
    }
  };
  return {
    file,
    report,
    people,
    busy,
    problem,
    take: (chosen: File): void => {
      setFile(chosen);
      setReport(null);
      setPeople({});
      void send(chosen, {});
    },
    /** Whom a name means; what follows from it is looked at anew. */
    choosePerson: (name: string, member: string | null): void => {
      const next = { ...people, [name]: member ?? '' };
      setPeople(next);
      if (file) void send(file, { people: next });
    },
    commit: (onError: 'refuse' | 'skip'): void => {
      if (file) void send(file, { commit: true, onError, people: { ...people } });
    },
    restart,
  };
}

export type TaskImport = ReturnType<typeof useTaskImport>;
