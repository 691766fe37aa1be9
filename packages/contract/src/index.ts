export { csvText } from './documents/csv-text.ts';
export {
  type ImportMapping,
  type ImportReport,
  type ImportRequest,
  importMappingSchema,
  importReportSchema,
  importRequestSchema,
  type MemberMapping,
  memberMappingSchema,
  type UploadView,
  uploadSchema,
} from './documents/imports.ts';
export { memberPaths } from './documents/member-path.ts';
export {
  type TaskFileFormat,
  type TaskFileLine,
  type TaskFileOptions,
  type TaskFileReport,
  taskFileFormats,
  taskFileLineCodes,
  taskFileOptionsSchema,
  taskFileReportSchema,
} from './documents/task-files.ts';
export {
  type DoorCode,
  doorCodes,
  type ErrorBody,
  type ErrorCode,
  errorCodes,
  errorSchema,
} from './error.ts';
export { type Ability, type Actor, abilities, abilitiesOf, may } from './people/abilities.ts';
export { coversChanges, type Reach, undoRefusal } from './people/bring-about.ts';
export { type Parts, partsOf, releasedSight } from './people/parts.ts';
export {
  apiKeySchema,
  type Invitation,
  invitationSchema,
  type Locale,
  localeSchema,
  type Me,
  type Member,
  type MemberChange,
  memberChangeSchema,
  memberSchema,
  meSchema,
  newMemberSchema,
  newWorkspaceSchema,
  type PeopleEvent,
  type PeopleValues,
  peopleEventKinds,
  peopleEventSchema,
  peopleValuesSchema,
  type Role,
  roleSchema,
  roles,
  type Scope,
  type Session,
  scopeSchema,
  sessionSchema,
  type WorkspaceChange,
  type WorkspaceView,
  workspaceChangeSchema,
  workspaceSchema,
} from './people/people.ts';
export { refusal } from './people/policy.ts';
export { restrictChanges, type Seen, seenRecord, type View } from './people/sight.ts';
export {
  leafInside,
  placeInside,
  rowInside,
  type Sight,
  sightOf,
  type Territory,
  territoryOf,
} from './people/territory.ts';
export { type ToldRefusal, toldRefusal } from './people/told-refusals.ts';
export {
  type BookStateView,
  bookStateSchema,
  changeSchema,
  cubeSchema,
  type EntrySummary,
  type EntryView,
  entrySchema,
  entrySummarySchema,
  type LaterEntries,
  type LookBack,
  laterEntriesSchema,
  lookBackSchema,
  mostLookedAt,
  type NewPlan,
  newBranchSchema,
  newPlanSchema,
  type OwnEntry,
  ownEntrySchema,
  type PlanSummary,
  planSummarySchema,
  recordSchema,
  type SubmissionAnswer,
  submissionAnswerSchema,
} from './plan/book.ts';
export { packedBookType } from './plan/book-type.ts';
export {
  type CellEvent,
  type CellShare,
  cellEventSchema,
  cellShareSchema,
  type HistoryEntry,
  historyEntrySchema,
  mostSourceRows,
} from './plan/cell-history.ts';
export {
  type CommandRequest,
  cellPlaceSchema,
  commandSchema,
  fieldsSchema,
  pastsOf,
  type Submission,
  submissionSchema,
} from './plan/commands.ts';
export {
  isPackedBook,
  type PackedView,
  packBook,
  unpackBook,
  withEntries,
} from './plan/packed-book.ts';
export { IntegerReader, unpackChanges, unpackWithoutCells } from './plan/packed-changes.ts';
export {
  EVIDENCE_FILE_BYTES,
  type EvidenceEnding,
  type EvidenceMade,
  evidenceSchema,
  evidenceTypes,
  type NewEvidence,
  newEvidenceSchema,
} from './research/evidence.ts';
export {
  type ActualRowView,
  type AttainmentView,
  actualRowSchema,
  attainmentSchema,
  type BaselineView,
  baselineSchema,
  type PastActualsView,
  type PlaceAttainmentView,
  pastActualsSchema,
  placeAttainmentSchema,
  type RuleHistoryView,
  ruleHistorySchema,
} from './tracking/actuals.ts';
