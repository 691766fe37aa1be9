import type { targetsNotices as source } from '../zh-CN/targets-notices.ts';

export const targetsNotices: Readonly<Record<keyof typeof source, string>> = {
  'targets.refusal.title': 'Nothing was changed',
  'targets.refusal.noFree':
    'Nothing is free to change; {amount} has no place. Change the total above, or add members that can change.',
  'targets.refusal.held':
    'Everything else is held; {amount} has no place. Held: {holds}. Release a hold, or change the total above.',
  'targets.refusal.noFreeStays':
    'Nothing is free to change; {amount} has no place. These stay: {counts}. Let some of them change, or change the total above.',
  'targets.refusal.othersClosed':
    'Everything else lies in closed periods; {amount} has no place. Open a period, or type an amount and let the total follow.',
  'targets.refusal.belowHeld':
    'What may not change comes to {fixed}: that is the least this cell can take before others turn negative.',
  'targets.refusal.aboveHeld':
    'The held total has no room for this number: {amount} too much, others would turn negative.',
  'targets.refusal.tooLarge': 'This number is too large; this metric goes up to {max}.',
  'targets.refusal.notApart':
    'One place lies within the other, so nothing would move; choose a place beside it.',
  'targets.refusal.stale':
    'Somebody has just changed “{cell}”: it is {theirs} now, and was {yours} when you looked. Please look before you change it.',
  'targets.refusal.twoWay':
    'Rows and columns cannot both fit: {rows} need {need}, but what is open to them, {columns}, takes only {take}.',
  'targets.refusal.twoWaySums':
    'The totals contradict each other: “{rows}” come to {rowSum}, “{columns}” to {columnSum}, a difference of {difference}.',
  'targets.refusal.twoWayFixed':
    ' Numbers below that are entered or held differ by {fixed}, which counts as well.',
  'targets.refusal.twoWayInside':
    '“{total}” was entered as {value}, but the numbers below it that are entered or held come to {inside}, a difference of {difference}.',
  'targets.refusal.multiway':
    'Three or more groups of totals cross and cannot be guaranteed at once. The first two fit; of the others, these hold: {kept}; these miss (smallest units): {missed}. {verdict} Release one group, or park what is missing on the unassigned member.',
  'targets.refusal.multiway.proven': 'It is proven that no whole numbers fit.',
  'targets.refusal.multiway.open': 'No whole numbers were found in {steps} steps.',
  'targets.refusal.heldCell': '{owner} holds this cell: “{reason}”.',
  'targets.refusal.noDenominator':
    'There is no denominator below, so a rate has nothing to stand on. Enter denominators at the lowest level first.',
  'targets.refusal.noNumerator':
    'Nothing below has a numerator yet, so there is no rate. Enter the numerator first.',
  'targets.refusal.notHere':
    'This kind of metric is typed at each level by itself; please type at the lowest level.',
  'targets.refusal.rateToCome':
    '“{text}” cannot be converted: the plan rate of {other} into {currency} begins on {from}, after the first day of this target. Convert it first, or enter an earlier rate under Data → Metrics.',
  'targets.refusal.negativeBasis':
    '“{cell}” is negative, and no basis to share by. Say how it counts with “Negative weights” (Fill by a method › More options), or keep the proportions instead.',
  'targets.refusal.extreme.max':
    'A total is the largest number below it and cannot be spread. Choose “Cap everything below” for typed totals.',
  'targets.refusal.extreme.min':
    'A total is the smallest number below it and cannot be spread. Choose “Floor everything below” for typed totals.',
  'targets.refusal.distinct.whole':
    'This is at least its largest part, {least}{most, select, none {} other {, and at most the sum of its parts, {most}}}. Change it, or enter it together with its parts.',
  'targets.refusal.distinct.part':
    'The level above has {value}: no part may exceed it, and its parts may not add up to less. Change it first, or both together.',
  'targets.refusal.severalParts':
    'This is the sum of your parts {parts}. One sum does not say how much goes to each, so it cannot be typed here: open the row and fill each of them.',
  'targets.refusal.ownRow':
    'This row is what belongs to the member above alone and is not typed by itself: fill the row above, or those beside it.',
  'targets.refusal.release': 'Release {count, plural, one {the hold} other {# holds}}',
  'targets.notice.ZERO_BASIS':
    'There were no numbers before: spread evenly over {leaves, plural, one {one cell} other {# cells}}.',
  'targets.notice.NEARER_BASIS':
    'There was nothing here; spread over {leaves, plural, one {one cell} other {# cells}} in the proportions that were named.',
  'targets.notice.EMPTY_TAKES': 'All cells with numbers are held; {leaves} empty cells take the amount.',
  'targets.notice.UNSTABLE':
    'Positives and negatives nearly cancel, so proportions swing; the largest cell will be {largest}. An equal increment does not.',
  'targets.notice.SIGN_FLIP': 'Every free cell changes its sign.',
  'targets.notice.MIXED_SIGNS':
    'Some numbers are negative: this way the total is {total}, read the other way (negatives moved the opposite way) it would be {other}.',
  'targets.notice.OTHER_PERCENT':
    'Some numbers stay as they are; read the other way (the total as a whole, or each cell) the total would be {other}.',
  'targets.notice.ALREADY_EXCEEDED':
    'Closed periods already hold more than this total; the open ones take {amount}.',
  'targets.notice.BASIS_PARKED':
    'There was nothing to be in proportion to; the difference went to the place named for it.',
  'targets.notice.PROVISIONAL_DAYS':
    'Holidays of some year of the plan are not announced yet; workdays are counted by weekends only.',
  'targets.notice.SKIPPED': 'Stay as they are: {counts}.',
  'targets.notice.SKIPPED.by': ' ({holds})',
  'targets.notice.SKIPPED.more': '{count} more holds',
  'targets.notice.SKIPPED.held': '{count} held',
  'targets.notice.SKIPPED.typed': '{count} typed by hand',
  'targets.notice.SKIPPED.committed': '{count} committed to',
  'targets.notice.SKIPPED.padding': '{count} of padding',
  'targets.notice.SKIPPED.closed': '{count} in closed periods',
  'targets.notice.SKIPPED.forbidden': '{count} outside your part',
  'targets.notice.SKIPPED.outside': '{count} where their member does not exist',
  'targets.notice.SKIPPED.computed': '{count} computed by a rule',
  'targets.notice.SKIPPED.settled': '{count} typed in the same step',
  'targets.notice.RESIDUE':
    '{units, plural, one {One smallest unit of rounding was} other {# smallest units of rounding were}} handed out by remainder; the total is exact.',
  'targets.notice.RESIDUE.to': ' Rounded up first: {names}.',
  'targets.notice.BELOW_GRANULE': '{amount} is less than one step and went to: {names}.',
  'targets.notice.DRIVER_ABSORBED': '“{driver}” was changed; the other drivers stay.',
  'targets.notice.KEPT_BY_HAND':
    'Typed by hand and kept: {names}{count, plural, one {} other { ({count} in all)}}.',
  'targets.notice.KEPT_YIELDED':
    'Typed by hand and changed all the same: {names}{count, plural, one {} other { ({count} in all)}}.',
  'targets.refusal.kept': ' Kept as typed by hand: {names}{count, plural, one {} other { ({count} in all)}}.',
  'targets.notice.RELEASE_TAKEN_BACK':
    'Hidden again from those below until it is released anew: {names}{count, plural, one {} other { ({count} in all)}}.',
  'targets.notice.COMPENSATED':
    '{back, plural, =0 {} other {Brought back as it was: #. }}{opposite, plural, =0 {} other {Changed since, moved by the opposite difference: #. }}{left, plural, =0 {} other {Changed since, left as it is: #.}}',
  'targets.notice.DRIVER_SKIPPED': '“{driver}” may not change and was passed over.',
  'targets.notice.NEAREST_GOAL': 'The nearest number that whole units reach is {value}.',
  'targets.notice.NEAREST_RATE': 'The nearest rate in whole units is {rate} ({numerator} ÷ {denominator}).',
  'targets.notice.NO_PROMISE':
    '{leaves, plural, one {One cell was set by itself} other {# cells were set one by one}}; the total is their sum.',
  'targets.notice.ABSORBED': 'To keep a held total, other cells moved by {amount}.',
  'targets.notice.SHARED': 'A held share moved along by {amount}.',
  'targets.notice.YIELDED': 'Soft holds gave way: {holds}.',
  'targets.notice.MOVES_TOTAL': '{plan} · {metric}: {member} goes from {before} to {after}.',
  'targets.notice.KEEPS_WHOLE': '{plan} · {metric}: the total stays {whole}.',
  'targets.notice.SEARCHED': 'The totals of all dimensions can be kept at once (found in {steps} steps).',
  'targets.notice.RELEASED': '“{total}” could not be kept and misses {amount}.',
  'targets.notice.MISS_PARKED': 'What “{total}” missed, {amount}, stands on the unassigned member.',
  'targets.notice.NOT_FAIR':
    'Not rounded fairly both ways: {reason}. Every level is still rounded in turn and adds up.',
  'targets.notice.NOT_FAIR.bounds': 'floors and caps have to be kept',
  'targets.notice.NOT_FAIR.dimensions': 'it is not exactly two dimensions that are spread over',
  'targets.notice.NOT_FAIR.size': '{cells} cells are more than {max}',
  'targets.notice.NOT_FAIR.range': 'the numbers are too large to be compared exactly',
  'targets.notice.SKIPPED_ENTRY': 'The basis was zero, so this was left out.',
};
