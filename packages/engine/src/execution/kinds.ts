import type { Kind } from '../plan/kind.ts';
import { constraintTypes } from './schedule/request.ts';

/** `asap`: as early as its links allow, whatever window was agreed. */
export const taskConstraints = ['asap', ...constraintTypes] as const;

/** Which row of which file a record came from, and what that row says beyond the fields of the record (FIL-1). */
const fromFile = {
  fileKey: { type: 'text', maxLength: 200, ofFile: true },
  fileDetails: { type: 'text', maxLength: 60_000, ofFile: true },
} as const satisfies Kind['fields'];

/** Step 3: tasks with one accountable person each, what they wait for and what they need. */
export const executionKinds: readonly Kind[] = [
  {
    /** A department of the workspace: who helps, beside the people. */
    kind: 'department',
    room: 'execution',
    book: 'master',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 120 },
      code: { type: 'text', maxLength: 80 },
      /** Who speaks for it. */
      head: { type: 'person' },
      example: { type: 'boolean' },
    },
  },
  {
    kind: 'task',
    room: 'execution',
    book: 'plan',
    title: 'name',
    scope: { persons: ['accountable'] },
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      initiative: { type: 'reference', kinds: ['initiative'] },
      /** The window that was agreed, both days included. */
      from: { type: 'date' },
      to: { type: 'date' },
      /** Working days that the work itself is thought to take: stands in for a day that is missing. */
      duration: { type: 'number', integer: true, min: 0, max: 10_000 },
      /**
       * Working days of one person that all of the work takes together: spread evenly over the working time of the window and
       * shared equally by `responsible`, by `accountable` where nobody is (NEED-5). In tenths, so that shares are exact.
       */
      effort: { type: 'number', min: 0, max: 100_000, decimals: 1 },
      milestone: { type: 'boolean' },
      /** The one who answers for it. */
      accountable: { type: 'person' },
      responsible: { type: 'person', many: true },
      consulted: { type: 'person', many: true },
      informed: { type: 'person', many: true },
      /** Departments that help with it, are asked, are told (RACI-1); `support` named them in words. */
      departments: { type: 'reference', kinds: ['department'], many: true },
      departmentsConsulted: { type: 'reference', kinds: ['department'], many: true },
      departmentsInformed: { type: 'reference', kinds: ['department'], many: true },
      support: { type: 'text', maxLength: 200, former: true },
      deliverable: { type: 'text', multiline: true },
      acceptance: { type: 'text', multiline: true },
      priority: { type: 'choice', options: ['high', 'medium', 'low'] },
      status: { type: 'choice', options: ['planned', 'running', 'done', 'dropped'] },
      /** Share of the work done, 0 to 100. */
      progress: { type: 'number', min: 0, max: 100 },
      /** What its dates must keep beside its links; without a day none but `asap` says anything. */
      constraint: { type: 'choice', options: taskConstraints },
      constraintDate: { type: 'date' },
      /** Done again and again inside its window, on its first day's weekday or day of the month. */
      repeat: { type: 'choice', options: ['weekly', 'monthly'] },
      /** Every so many weeks or months; 1 when left out. */
      repeatEvery: { type: 'number', integer: true, min: 1, max: 120 },
      /** Days on which it was done, of those that it is repeated on. */
      doneOn: { type: 'list', of: 'date', maxItems: 1_000 },
      resources: { type: 'text' },
      ...fromFile,
    },
  },
  {
    kind: 'taskLink',
    room: 'execution',
    book: 'plan',
    title: null,
    fields: {
      from: { type: 'reference', kinds: ['task'], required: true },
      to: { type: 'reference', kinds: ['task'], required: true },
      relation: { type: 'choice', options: ['FS', 'SS', 'FF', 'SF'], required: true },
      /** Working days between the two; negative is a lead. */
      lag: { type: 'number', integer: true, min: -1000, max: 1000 },
      fileDetails: fromFile.fileDetails,
    },
  },
  {
    /** A project file that tasks came from: its calendars, its units and its resources, none of which the plan has itself. */
    kind: 'projectFile',
    room: 'execution',
    book: 'plan',
    title: null,
    fields: {
      name: { type: 'text', required: true, maxLength: 255 },
      key: { type: 'text', required: true, fixed: true, maxLength: 200 },
      details: { type: 'text', required: true, maxLength: 2_000_000, ofFile: true },
    },
  },
  {
    kind: 'resourceNeed',
    room: 'execution',
    book: 'plan',
    title: 'name',
    fields: {
      name: { type: 'text', required: true, maxLength: 200 },
      task: { type: 'reference', kinds: ['task'] },
      /** What it is for where no task is named; the initiative of a task is the task's (NEED-3). */
      initiative: { type: 'reference', kinds: ['initiative'] },
      resource: { type: 'reference', kinds: ['resource'], ahead: true },
      category: { type: 'choice', options: ['people', 'budget', 'material'], required: true },
      /** Who is needed, by name. */
      person: { type: 'person', only: { field: 'category', is: 'people' } },
      /** Of a person: the share of each working day, 1 where nothing is said; else how much of the unit. */
      quantity: { type: 'number', min: 0 },
      unit: { type: 'text', maxLength: 40 },
      /** Money that is planned, promised to somebody, and gone. */
      planned: { type: 'money', only: { field: 'category', is: 'budget' } },
      committed: { type: 'money', only: { field: 'category', is: 'budget' } },
      spent: { type: 'money', only: { field: 'category', is: 'budget' } },
      /** When it is needed, both days included; the window of its task where a day is left out. */
      from: { type: 'date' },
      to: { type: 'date' },
      secured: { type: 'boolean' },
      /** Who says yes to it. */
      approver: { type: 'person' },
    },
  },
];
