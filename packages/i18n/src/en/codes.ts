import type { codes as source } from '../zh-CN/codes.ts';

/** Codes that are written into cells: what each means, and what to do where it did nothing. */
export const codes: Readonly<Record<keyof typeof source, string>> = {
  'targets.hold.done': '{count, plural, one {One hold made} other {# holds made}}',
  'targets.hold.cells': '{cell} and {others, plural, one {one more cell} other {# more cells}}',
  'targets.refusal.heldAbove':
    '{owner} holds this cell together with {cell}: “{reason}”. To change it, release the hold there first.',
  'targets.refusal.goTo': 'Go to {cell}',
  'targets.code.CODE_ALONE': 'Only one code with a direction at a time: type it by itself.',
  'targets.code.CODE_REFERENCE':
    'This code follows the numbers of another target: first choose “follows another target” under “Typing a total”, and which one.',
  'targets.code.CODE_NOWHERE':
    'There is no cell to fill in this direction: choose another one, or type the code where there are numbers.',
  'targets.code.begun': '{does}. In full: {example}',
  'targets.code.CODE_UNFINISHED': 'The code “{text}” is not complete ({does}). Write it like {example}.',
  'targets.code.CODE_AMOUNTS':
    '“{text}” is a code for sharing out amounts; rates and computed numbers follow from others: type a number, such as 12% or +10%.',
  'targets.code.CODE_SERIES':
    '“{text}” grows from period to period, which takes several cells: press Ctrl+Shift+F to fill a series, or type GR>300:5 (from 300 on, 5% more in each).',
  'targets.code.mayNot': 'You cannot hold anything in this plan: ask somebody who may edit it.',
  'targets.code.hasNoParts':
    'Nothing stands below this cell, so it has no total to hold: type H to hold its number.',
  'targets.code.isHeld':
    '{owner} holds it already (“{reason}”): to hold it anew, release it by RH or RC first.',
  'targets.code.notHeld': 'Nothing is held here: type H to hold the number, or HC to hold a total.',
  'targets.code.heldAbove': 'It is held at {cell} (“{reason}”): type RH there, or RA to release everything.',
  'targets.code.keepsTotal':
    'What is held here is the total, a share or a floor and cap: type RC to release it.',
  'targets.code.keepsValue': 'What is held here are numbers: type RH to release them.',
  'targets.code.isClosed': 'This period is closed: open it again under “Close periods…”.',
  'targets.code.notYours':
    '{owner} holds it (“{reason}”) and you cannot release it: press Ctrl+Shift+L to ask them.',
  'targets.code.nothingHeld': 'Nothing is held in this table; there is nothing to release.',
  'targets.code.open': 'Codes…',
  'targets.code.title': 'Codes that may be typed into a cell',
  'targets.code.text':
    'In capitals or not; numbers may bear a unit, as in S50k. Select cells, type a code and press Ctrl+Enter: it is about all of them, and an amount is shared out over their sum.',
  'targets.code.does.proportional': 'The total becomes this number; what is below keeps its proportions',
  'targets.code.does.equal': 'Shared out evenly, whatever was there before',
  'targets.code.does.equalFilled': 'Evenly over the lowest cells below that are not 0',
  'targets.code.does.equalLeaves': 'Evenly over all the lowest cells below',
  'targets.code.does.repeat': 'This number in each of the cells it points to',
  'targets.code.does.repeatFilled': 'This number in each lowest cell below that is not 0',
  'targets.code.does.repeatLeaves': 'This number in every lowest cell below',
  'targets.code.does.percent': 'Each cell times this percentage; P%+10 makes it 10% more',
  'targets.code.does.straightLine': 'In even steps from the number of the first cell to that of the last',
  'targets.code.does.growth':
    'Beginning with the first number, each cell this percentage over the one before',
  'targets.code.does.relativeProportional': 'In the proportions of the target chosen under “Typing a total”',
  'targets.code.does.copyFactor': 'Cell by cell this percentage of the same target',
  'targets.code.does.clear': 'Cleared: nobody has decided yet',
  'targets.code.does.hold': 'Holds this cell and every number below; the reason may follow: H signed',
  'targets.code.does.holdTotal': 'Holds only the total; the reason may follow: HC budget is set',
  'targets.code.does.release': 'Releases held numbers',
  'targets.code.does.releaseTotal': 'Releases a held total, share, floor or cap',
  'targets.code.does.releaseAll': 'Releases everything in this table that you may release',
  'targets.code.actions': 'Behind the code: added to what is there, or taken away from it, as in P+50',
  'targets.code.directions':
    'Before the number: from here right, left, up or down to the edge of the table, as in S>1200; also combined',
  'targets.typed.share':
    '= {amount}: this share of {whole}, {of}; the total stays, its other parts make up for it',
  'targets.code.SHARE_OF_NOTHING':
    'The total above has no number to take a share of: fill it first, or type the number itself.',
  'targets.code.SHARE_OVER_WHOLE': 'Shares come to 100% at most: type a smaller one, such as 25%.',
  'targets.code.does.share': '25% of the total above; the total stays, its other parts make up for it',
};
