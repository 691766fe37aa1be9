import type { ImportMapping, ImportReport, UploadView } from '@shapan/contract';
import { useRef, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { ask, askWithFile } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { type ImportChoices, type Reading, requestOf, type Sheet } from './mapping.ts';

export type Step = 'file' | 'mapping' | 'checked' | 'done';

/** One import from the file to the result. Whatever is changed on the way takes the dry run back. */
export function useImport(plan: string | null) {
  const t = useT();
  const { workspace } = useWorkspace();
  const base = `/workspaces/${workspace.id}/imports`;
  const file = useRef<File | null>(null);
  const [upload, setUpload] = useState<UploadView | null>(null);
  const [mapping, setMapping] = useState<ImportMapping | null>(null);
  const [reading, setReading] = useState<Reading>({});
  const [choices, setChoices] = useState<ImportChoices>({
    purpose: plan === null ? 'actuals' : 'targets',
    metric: null,
    source: '',
    onConflict: 'report',
    plan,
    target: null,
    onDuplicate: 'refuse',
    createMembers: false,
  });
  const [report, setReport] = useState<ImportReport | null>(null);
  const [busy, setBusy] = useState<'upload' | 'check' | 'commit' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sheet = upload?.sheets.find(({ name }) => name === mapping?.sheet);
  const request = mapping ? requestOf(mapping, choices, reading) : undefined;

  async function during<T>(what: NonNullable<typeof busy>, work: () => Promise<T>): Promise<T | undefined> {
    setBusy(what);
    setProblem(null);
    try {
      return await work();
    } catch (error) {
      setProblem(problemText(t, error));
      return undefined;
    } finally {
      setBusy(null);
    }
  }

  const send = async (chosen: File, how: Reading): Promise<void> => {
    file.current = chosen;
    const form = new FormData();
    // Fields come before the file: the server reads the form as it arrives.
    for (const [name, value] of Object.entries(how)) if (value) form.append(name, value);
    form.append('file', chosen);
    const answer = await during('upload', () => askWithFile<UploadView>(base, form));
    if (!answer) return;
    setUpload(answer);
    setReading(how);
    setReport(null);
    setMapping(answer.sheets[0]?.mapping ?? null);
    setChoices((now) => (now.source === '' ? { ...now, source: nameOnly(answer.fileName) } : now));
  };
  const run = async (what: 'check' | 'commit'): Promise<void> => {
    if (!upload || !request) return;
    const answer = await during(what, () =>
      ask<ImportReport>('POST', `${base}/${upload.upload}/${what}`, request),
    );
    if (answer) setReport(answer);
  };
  const step: Step = !upload ? 'file' : report?.committed ? 'done' : report ? 'checked' : 'mapping';
  return {
    step,
    upload,
    sheet,
    mapping,
    reading,
    choices,
    report,
    busy,
    problem,
    ready: request !== undefined,
    take: (chosen: File) => send(chosen, {}),
    readAgain: (how: Reading) => (file.current ? send(file.current, how) : Promise.resolve()),
    chooseSheet: (next: Sheet) => {
      setMapping(next.mapping);
      setReport(null);
    },
    map: (next: ImportMapping) => {
      setMapping(next);
      setReport(null);
    },
    choose: (change: Partial<ImportChoices>) => {
      setChoices((now) => ({ ...now, ...change }));
      setReport(null);
    },
    check: () => run('check'),
    commit: () => run('commit'),
    restart: () => {
      file.current = null;
      setUpload(null);
      setMapping(null);
      setReport(null);
      setProblem(null);
    },
  };
}

export type Import = ReturnType<typeof useImport>;

const nameOnly = (fileName: string): string => fileName.replace(/\.[^.]+$/, '').slice(0, 80);
