import type { methods as source } from '../zh-CN/methods.ts';

/** Filling a cell by a method: what there is to choose, and what each does. */
export const methods: Readonly<Record<keyof typeof source, string>> = {
  'targets.method': 'Method',
  'targets.method.title': 'Fill by a method',
  'targets.method.open': 'Fill by a method…',
  'targets.method.enter': 'Fill',
  'targets.method.same': 'This would change no number.',
  'targets.method.preview':
    'The cell goes from {before} to {after} {unit}; {leaves, plural, one {# number} other {# numbers}} at the lowest level change.',
  'targets.method.proportional': 'In proportion',
  'targets.method.proportional.text': 'The total becomes this number; what is below keeps its proportions.',
  'targets.method.equal': 'Evenly',
  'targets.method.equal.text':
    'The total becomes this number; every lowest cell gets the same, whatever it held before.',
  'targets.method.equalIncrement': 'Difference evenly',
  'targets.method.equalIncrement.text':
    'The total becomes this number; the difference is laid evenly on top of every lowest cell.',
  'targets.method.relativeProportional': 'Like another target',
  'targets.method.relativeProportional.text':
    'The total becomes this number, shared out in the proportions of another target.',
  'targets.method.weightedIncrement': 'Difference like another target',
  'targets.method.weightedIncrement.text':
    'The total becomes this number; the difference is shared out in the proportions of another target.',
  'targets.method.calendar': 'By the calendar',
  'targets.method.calendar.text':
    'The total becomes this number; periods share it by the calendar, members keep their proportions.',
  'targets.method.calendar.naturalDays': 'Calendar days',
  'targets.method.calendar.workingDays': 'Workdays, make-up days included',
  'targets.method.calendar.445': '4-4-5 weeks',
  'targets.method.calendar.454': '4-5-4 weeks',
  'targets.method.calendar.544': '5-4-4 weeks',
  'targets.method.calendar.xun': 'Ten-day periods, by their days',
  'targets.method.calendar.history': 'Shares of earlier years',
  'targets.method.calendar.festivalAligned': 'Shares of earlier years, aligned to the Spring Festival',
  'targets.method.calendar.seasonal': 'Seasonal factors of the metric',
  'targets.method.pattern': 'By a pattern',
  'targets.method.pattern.text':
    'The total becomes this number; the next level shares it by the weights, in their order.',
  'targets.method.growth': 'Growing to the total',
  'targets.method.growth.text':
    'The total becomes this number; each period grows by the same percentage over the one before.',
  'targets.method.straightLine': 'Straight line',
  'targets.method.straightLine.text': 'Even steps from the first period to the last; the total is their sum.',
  'targets.method.predict': 'Continue the trend',
  'targets.method.predict.text':
    'The line through the periods that are filled fills the ones after them; the total is their sum.',
  'targets.method.percent': 'Percentage of each cell',
  'targets.method.percent.text':
    'Every lowest cell changes by this percentage. Held numbers stay, so the total may move by less.',
  'targets.method.repeatLeaves': 'The same in each cell',
  'targets.method.repeatLeaves.text': 'Every lowest cell takes this number; the total is their sum.',
  'targets.method.copy': 'Copy another target',
  'targets.method.copy.text': 'Cell by cell from another target; where that is empty nothing changes.',
  'targets.method.copyFactor': 'Copy at a percentage',
  'targets.method.copyFactor.text': 'Cell by cell this percentage of another target.',
  'targets.method.unassigned': 'Park the difference',
  'targets.method.unassigned.text':
    'The total becomes this number; the difference goes to “unassigned”, and nobody’s number changes.',
  'targets.method.evenSkip': 'Evenly, with cells passed over',
  'targets.method.evenSkip.text':
    'The total becomes this number; every cell that is not passed over gets the same. “More options” says which are.',
  'targets.method.share': 'By shares, with cells passed over',
  'targets.method.share.text':
    'The total becomes this number, shared out like another target among the cells that are not passed over.',
  'targets.method.like': 'Modelled on another target',
  'targets.method.like.text':
    'As another target is spread: shared out in its proportions, or this number wherever it has one.',
  'targets.method.addFactor': 'Add a percentage of another target',
  'targets.method.addFactor.text': 'Cell by cell this percentage of another target on top of what is there.',
  'targets.method.zero': 'Set to zero',
  'targets.method.zero.text': 'Everything below becomes 0: decided to be nothing.',
  'targets.method.clear': 'Clear',
  'targets.method.clear.text': 'Everything below becomes empty: nobody has decided yet.',
  'targets.method.equalLeaves': 'Evenly over the lowest cells',
  'targets.method.repeat': 'The same in each part',
  'targets.method.equalAllocation': 'Allocated evenly',
  'targets.method.weightedAllocation': 'Allocated by the reference',
  'targets.method.transfer': 'Transfer',
  'targets.method.distribute': 'All handed out',
  'targets.method.assign': 'Assigned',
  'targets.method.goalSeek': 'Solved for a driver',
  'targets.method.field.value': 'Total',
  'targets.method.field.percent': 'Percentage (%)',
  'targets.method.field.from': 'First period',
  'targets.method.field.to': 'Last period',
  'targets.method.field.reference': 'Other target',
  'targets.method.field.calendar': 'Calendar',
  'targets.method.field.pattern': 'Weights',
  'targets.method.field.pattern.text':
    'For example 4 4 5; “!” leaves a cell alone, “P” repeats the total, a last “*” repeats the list.',
  'targets.method.field.years': 'Years',
  'targets.method.lastPattern': 'The proportions before it was zeroed',
  'targets.method.version': 'Proportions of version “{name}”',
  'targets.method.options': 'More options',
  'targets.method.options.less': 'Fewer options',
  'targets.method.field.along': 'Dimension',
};
