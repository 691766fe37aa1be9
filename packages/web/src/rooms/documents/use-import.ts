import type { ImportMapping, ImportReport, MemberMapping, UploadView } from '@shapan/contract';
import { useRef, useState } from 'react';
import { problemText } from '../../app/failure.tsx';
import { ask, askForFile, askWithFile } from '../../data/api.ts';
import { useT, useWorkspace } from '../../data/hooks.tsx';
import { saveAs } from '../../data/save-as.ts';
import { asBefore, type ImportChoices, type Reading, requestOf, type Sheet, sourceName } from './mapping.ts';

export type Step = 'file' | 'mapping' | 'checked' | 'done';

/** One import from the file to the result. Whatever is changed on the way takes the dry run back. */
export function useImport(plan: string | null) {
  const t = useT();
  const { workspace } = useWorkspace();
  const base = `/workspaces/${workspace.id}/imports`;
  const file = useRef<File | null>(null);
  const lastName = useRef('');
  const [upload, setUpload] = useState<UploadView | null>(null);
  const [mapping, setMapping] = useState<ImportMapping | null>(null);
  const [members, setMembers] = useState<MemberMapping | null>(null);
  const [reading, setReading] = useState<Reading>({});
  const [choices, setChoices] = useState<ImportChoices>({
    purpose: plan === null ? 'actuals' : 'targets',
    metric: null,
    source: '',
    onConflict: 'report',
    plan,
    target: null,
    dimension: null,
    onDuplicate: 'refuse',
    totals: 'check',
    createMembers: false,
    onError: 'refuse',
  });
  const [report, setReport] = useState<ImportReport | null>(null);
  /** Names of the last dry run that were not known: they stay while they are being explained. */
  const [unknown, setUnknown] = useState<ImportReport['unknown']>([]);
  const [busy, setBusy] = useState<'upload' | 'check' | 'commit' | 'errors' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sheet = upload?.sheets.find(({ name }) => name === mapping?.sheet);
  const request = mapping && members ? requestOf(mapping, members, choices, reading) : undefined;

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
    const again = file.current === chosen;
    file.current = chosen;
    const form = new FormData();
    // Fields come before the file: the server reads the form as it arrives.
    for (const [name, value] of Object.entries(how))
      if (value !== undefined) form.append(name, String(value));
    form.append('file', chosen);
    const answer = await during('upload', () => askWithFile<UploadView>(base, form));
    if (!answer) return;
    // A source that nobody typed follows the file.
    const before = sourceName(lastName.current);
    const isGuess = (source: string): boolean => source === '' || source === before;
    setUpload(answer);
    setReading(how);
    setReport(null);
    setUnknown([]);
    // Read in another way it is still the same sheet.
    const same = answer.sheets.find(({ name }) => name === mapping?.sheet);
    const next = same ?? answer.sheets[0];
    setMapping(next?.mapping ?? null);
    setMembers(next?.members ?? null);
    setChoices((now) =>
      again
        ? now
        : asBefore(isGuess(now.source) ? { ...now, source: sourceName(answer.fileName) } : now, next),
    );
    lastName.current = answer.fileName;
  };
  const run = async (what: 'check' | 'commit'): Promise<void> => {
    if (!upload || !request) return;
    const answer = await during(what, () =>
      ask<ImportReport>('POST', `${base}/${upload.upload}/${what}`, request),
    );
    if (!answer) return;
    setReport(answer);
    // What was given a meaning stays in sight, so that it can be given another.
    const explained = (one: Unknown): boolean =>
      mapping?.labels?.some(({ dimension, text }) => dimension === one.dimension && text === one.text) ??
      false;
    setUnknown((before) => [...before.filter(explained), ...answer.unknown]);
  };
  const saveErrors = async (name: string): Promise<void> => {
    if (!upload || !request) return;
    const file = await during('errors', () => askForFile(`${base}/${upload.upload}/errors`, request));
    if (file) saveAs(file, name);
  };
  const step: Step = !upload ? 'file' : report?.committed ? 'done' : report ? 'checked' : 'mapping';
  return {
    step,
    upload,
    sheet,
    mapping,
    members,
    reading,
    choices,
    report,
    unknown,
    busy,
    problem,
    ready: request !== undefined,
    take: (chosen: File) => send(chosen, {}),
    readAgain: (how: Reading) => (file.current ? send(file.current, how) : Promise.resolve()),
    chooseSheet: (next: Sheet) => {
      setMapping(next.mapping);
      setMembers(next.members);
      setChoices((now) => asBefore(now, next));
      setReport(null);
    },
    map: (next: ImportMapping) => {
      setMapping(next);
      setReport(null);
    },
    mapMembers: (next: MemberMapping) => {
      setMembers(next);
      setReport(null);
    },
    choose: (change: Partial<ImportChoices>) => {
      setChoices((now) => ({ ...now, ...change }));
      setReport(null);
    },
    check: () => run('check'),
    commit: () => run('commit'),
    saveErrors,
    restart: () => {
      file.current = null;
      setUpload(null);
      setMapping(null);
      setMembers(null);
      setReport(null);
      setUnknown([]);
      setProblem(null);
    },
  };
}

type Unknown = ImportReport['unknown'][number];

export type Import = ReturnType<typeof useImport>;
