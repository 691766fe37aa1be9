import type { problems as source } from '../zh-CN/problems.ts';

export const problems: Readonly<Record<keyof typeof source, string>> = {
  'problem.INVALID': 'This does not have the right form. Please check it and try again.',
  'problem.REQUIRED': 'This must be filled in.',
  'problem.UNKNOWN_FIELD': 'There is no such field.',
  'problem.NOT_A_NUMBER': 'A number is needed here.',
  'problem.OUT_OF_RANGE': 'The number is outside the allowed range.',
  'problem.TOO_LONG': 'Too long: at most {max} characters, now {length}.',
  'problem.TOO_LARGE': 'Too many at once ({count}); the limit is {max}. Please split it up.',
  'problem.UNKNOWN_REFERENCE': 'What this refers to does not exist; it may have been removed.',
  'problem.AMBIGUOUS': '“{text}” can mean {count} things: {candidates}. Please write which one.',
  'problem.DUPLICATE': '“{value}” exists already.',
  'problem.DATES_REVERSED': 'It would end on {to}, before it begins on {from}. Change one of the two.',
  'problem.OUTSIDE_WINDOW':
    '{value} is outside the plan’s execution window ({min} to {max}). Choose a day inside it, or widen the window in the overview first.',
  'problem.TASK_CIRCLE': 'These tasks would wait for each other: {path}. Remove one of the links first.',
  'problem.LINK_TWICE': 'These two tasks have such a link already: {path}.',
  'problem.CURRENCY_MISSING':
    'The plan has no currency yet, so no money can be kept. Name one in the overview first.',
  'problem.CURRENCY_IN_USE':
    '{count} records say money already ({by}), which would mean something else in another currency. Empty those amounts first.',
  'problem.MONEY_FOREIGN':
    '“{text}” is another currency; money in this plan is in {currency}. Convert it and type it again.',
  'problem.NEED_ELSEWHERE':
    'The need belongs to the task “{task}” and serves that task’s initiative ({initiative}) alone. Empty the initiative, or choose another task.',
  'problem.CYCLE': 'This would close a circle: nothing can stand below itself or wait for itself.',
  'problem.OUTSIDE_VALIDITY':
    'The member does not exist on {value} (valid {min} to {max}). Choose a day on which it does.',
  'problem.MOVE_CLOSED':
    'Totals of closed periods would change ({by}), and history is not rewritten. Choose a day after {until}, or open these periods again first.',
  'problem.MOVE_HELD':
    '{count, plural, one {# hold would keep another number than it does} other {# holds would keep other numbers than they do}} ({by}). Release them first and hold again after the move, or choose another day.',
  'problem.MOVE_STATED':
    '{count, plural, one {# number of a total’s own would stand nowhere, or in several places} other {# numbers of totals’ own would stand nowhere, or in several places}} ({by}). Clear them first and enter them again after the move, or choose another day.',
  'problem.SAME_PARENT':
    'By {from} it already stands under this parent. Choose another parent or another day.',
  'problem.NUMBER_EMPTY': 'No number was typed.',
  'problem.NUMBER_UNREADABLE': 'Cannot read “{text}”. Try 5M, 1.2bn, +10% or =5M*20%.',
  'problem.NUMBER_AMBIGUOUS': '“{text}” can be read in more than one way; please be explicit.',
  'problem.NUMBER_CURRENCY':
    '“{text}” is another currency: this metric counts in {currency}, and there is no plan rate into it. Convert it first, or enter the rate under Data → Metrics.',
  'problem.NUMBER_TOO_PRECISE': 'Too many decimals: this metric has at most {decimals}.',
  'problem.DIVISION_BY_ZERO': 'Cannot divide by zero.',
  'problem.NO_FREE_CELL':
    'Nothing is left to change; {conflict} has no place. Release a hold or change the total.',
  'problem.BASIS_ZERO': 'The basis sums to zero, so there is no proportion.',
  'problem.BASIS_CANCELS':
    'Positives and negatives cancel out, so there is no proportion. Try an equal increment.',
  'problem.BASIS_NEGATIVE': 'The basis has negative weights.',
  'problem.SIGN_FLIP': 'The result would turn negative: what may not change exceeds it by {amount}.',
  'problem.BOUNDS': 'Outside floors or caps by {amount}.',
  'problem.TWO_WAY_INFEASIBLE': 'Rows and columns cannot both fit: {rows} / {columns}.',
  'problem.MULTIWAY_UNPROVEN':
    'Totals that cross cannot be guaranteed to fit together. Enter them one after the other, or release one of the holds among them.',
  'problem.CONTRADICTION': 'Two different numbers were given for one cell.',
  'problem.SHARE_OVER_ONE': 'Held shares exceed 100%.',
  'problem.LINE_OF_ONE': 'A straight line needs at least two cells.',
  'problem.DISTINCT_RANGE': 'A distinct count is at least its largest part and at most the sum of its parts.',
  'problem.FORMULA_UNREADABLE':
    'The formula cannot be read at character {at}. Use + − × ÷, parentheses, numbers and keys of metrics.',
  'problem.FORMULA_UNITS': 'Units in the formula do not fit together: {left} and {right}.',
  'problem.DRIVER_MISSING':
    'This plan has no target for “{metric}” with the same breakdown and periods, so the formula has no value.',
  'problem.DRIVER_UNKNOWN': '“{driver}” is no driver of this formula. Its drivers: {drivers}.',
  'problem.DRIVERS_HELD':
    'No driver may change: {drivers}. Release a hold, or change one of these metrics itself.',
  'problem.DRIVER_UNSOLVABLE': 'No number of “{driver}” reaches this. Choose another driver.',
  'problem.KIND': 'This kind of metric cannot be entered here.',
  'problem.TIER_ORDER':
    'Floor, target (100%) and stretch each ask for more than the one before; where lower is better, for less. Now the floor is {floor}% and the stretch {stretch}%.',
  'problem.OVER_CAPACITY':
    'This needs {need} of “{resource}”, of which there are only {capacity}. Lower the need, raise the capacity or divide the task.',
  'problem.FROZEN': 'This is fixed and cannot be changed.',
  'problem.CLOSED': 'This period is closed.',
  'problem.OTHERS_CLOSED':
    'Everything else lies in closed periods; {conflict} has no place. Open a period, or type an amount and let the total follow.',
  'problem.HELD': 'The hold “{by}” keeps numbers here. Release it first, or ask whoever made it.',
  'problem.FORBIDDEN': 'You may not change these cells.',
  'problem.STALE': 'Somebody has just changed this; it is now “{theirs}”. Please look before you change it.',
  'problem.UNDO_BLOCKED':
    'This cannot be undone: later work stands on it ({by}). Undo or deal with that first.',
  'problem.NOT_FOUND': 'Not found: it may have been removed, or you may not see it.',
  'problem.ALREADY_EXISTS': 'This exists already.',
  'problem.IN_USE':
    'Still used in {count, plural, one {one place} other {# places}}: {by}. Deal with those first.',
  'problem.OTHER_UNIT':
    'The expected contribution was given in another unit than the new target has. Give it anew with the target, or empty it first.',
  'problem.FILE_EMPTY': 'The file is empty.',
  'problem.FILE_TOO_LARGE': 'The file or a table in it is too large; please split it.',
  'problem.FILE_UNREADABLE': 'This file cannot be read; it may be damaged. Please export it again.',
  'problem.FILE_FORMAT_UNKNOWN': 'This kind of file is not known. Please use CSV or xlsx.',
  'problem.FILE_TYPE_REFUSED': 'This kind of file (.{ending}) is not kept. Use one of: {types}.',
  'problem.FILE_DISGUISED':
    'What is in the file is not what its ending .{ending} says. Please save it in its real format first.',
  'problem.EVIDENCE_FULL':
    'Files of evidence may take {limit} MB in this workspace; {used} MB are used, and this one has {size} MB. Add a link instead, or ask the administrator for more room.',
  'problem.FILE_ENCRYPTED': 'The file is protected by a password. Please remove it first.',
  'problem.XML_DOCTYPE':
    'Line {line} declares a document type (DOCTYPE), which may hide entities. For safety it is not read. Save the project as XML again.',
  'problem.XML_MALFORMED': 'Line {line} is not well-formed XML. Save the project as XML again, then retry.',
  'problem.NOT_A_PROJECT':
    'This XML file is no project file (its outermost element is {root}). In Microsoft Project, use Save As with XML Format.',
  'problem.MPP_FILE':
    'This is a .mpp file of Microsoft Project. In Project, use Save As with XML Format, then upload that file.',
  'problem.ROW_DEPENDS':
    'Row {row}, “{name}”, which it depends on, was refused, so it cannot be imported either.',
  'problem.FILE_TIMEOUT': 'The file is too complex to be read in time. Please split it.',
  'problem.SHEET_NOT_FOUND': 'The file has no such sheet.',
  'problem.ZIP_BOMB': 'The file would unpack to an absurd size and was not read.',
  'problem.ZIP_MALFORMED': 'The file’s container is broken; it may be damaged.',
  'problem.UNAUTHENTICATED': 'Please sign in.',
  'problem.SIGN_IN_FAILED': 'E-mail or password is wrong.',
  'problem.WRONG_PASSWORD': 'The current password is not right.',
  'problem.ROLE': 'Your role does not allow this. Please ask an owner of the workspace.',
  'problem.ROLE.name':
    '{kind}: you may only add and change what is yours, and “{field}” here is not you. Put yourself there, or ask a manager to do it.',
  'problem.ROLE.ask':
    '{kind}: you may only change what is yours, and this is not. Ask whoever answers for it, or a manager.',
  'problem.NOT_RELEASED':
    'These numbers have not been released to you yet. Whoever stands above releases them.',
  'problem.SCOPE': 'This lies outside the part of the organisation you work in.',
  'problem.HELD_OUTSIDE':
    'A hold or a limit that reaches beyond the part you work in does not allow this number. Ask whoever set it.',
  'problem.RATE_LIMITED': 'Too many requests; please wait a moment.',
  'problem.UNSUPPORTED_MEDIA_TYPE': 'This content type is not supported.',
  'problem.BODY_TOO_LARGE': 'Too much was sent at once.',
  'problem.BUSY': 'The database does not answer just now. Nothing you typed is lost; please try again.',
  'problem.STORAGE_FULL': 'The disk is full, so nothing can be written. What was saved is safe.',
  'problem.INTERNAL':
    'Something went wrong on the server; nothing was changed. Please give the request id to an administrator.',
  'problem.LAST_OWNER': 'A workspace needs at least one owner.',
  'problem.SETUP_DONE': 'This was set up already; please sign in.',
  'problem.VERSION_ELSEWHERE':
    'The version “{name}” belongs to the plan this what-if came from and cannot be restored in it.',
  'problem.NAME_NOT_SERVED':
    'The first account cannot be made under the name “{name}”. Open this page at localhost or an IP address, or set SHAPAN_URL on the server to this address.',
  'problem.PERSON_NEEDED': 'An API key may not do this. Please sign in and do it yourself.',
  'problem.ACCOUNT_ELSEWHERE':
    'This person also belongs to a workspace of others, so a new password cannot be handed out from here.',
  'problem.RIGHTS_CHANGED': 'Your rights have just changed. Please load the page again.',
  'problem.KEY_REUSED': 'This idempotency key was used for another request. Please use a new one.',
  'problem.TOO_FAR_BACK':
    'Too much has changed since ({entries} entries): how a number was divided is worked out at most {mostEntries} entries and {mostLeaves} numbers back.',
  'problem.DONE_BEFORE': 'This was done before; the answer is no longer at hand. Please look at the result.',
  'problem.ROUTE_NOT_FOUND': 'There is no such address.',
};
