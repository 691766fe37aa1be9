import type { rooms as source } from '../zh-CN/rooms.ts';

export const rooms: Readonly<Record<keyof typeof source, string>> = {
  'research.summary':
    '{insights, plural, one {# insight} other {# insights}}; {assumptions, plural, one {# assumption} other {# assumptions}}, {shaky} of them weak or broken.',
  'research.summary.none':
    'Know the market, the customers, the competitors and your own means before setting targets.',
  'research.insights': 'Insights',
  'research.expired': 'Out of date',
  'research.used':
    'Supports {count, plural, one {# strategy or initiative} other {# strategies or initiatives}}',
  'research.unused': 'Not used yet',
  'research.empty.marketInsight':
    'Note size, growth and trends of the market, so that targets have a ground. For example: the small-business market grows 18% a year.',
  'research.empty.customerInsight':
    'Note who the customers are, where it hurts and who decides. For example: chain stores fear downtime most.',
  'research.empty.competitorInsight':
    'Note prices, strengths and recent moves of competitors. For example: a competitor cut prices by 10% last month.',
  'research.empty.resource': 'List people, budget, channels and material: the execution plan draws on them.',
  'research.empty.assumption': 'Write down what must hold for the plan to work, and when to check it.',
  'strategy.summary':
    '{directions, plural, one {# direction} other {# directions}}, {initiatives, plural, one {# initiative} other {# initiatives}}, {unowned, plural, =0 {all with an owner} other {# without an owner}}.',
  'strategy.summary.none': 'Choose a direction, then who does what and how much it adds.',
  'strategy.empty':
    'Initiatives turn strategy into action: what, by whom, adding how much. For example: win three more agents.',
  'strategy.directions.empty': 'A direction says how you win, for example by channels or by service.',
  'strategy.differentiators.empty': 'A differentiator says why customers choose you and not a competitor.',
  'execution.summary':
    '{count, plural, one {# task} other {# tasks}}: {done} done, {late} late, {unowned, plural, =0 {all with an owner} other {# without an owner}}.',
  'execution.summary.none': 'Break initiatives into tasks: when, by whom, with what.',
  'execution.timeline': 'Timeline',
  'execution.timeline.empty': 'Tasks appear here once they have dates.',
  'execution.timeline.hint':
    'On a bar, Alt+←/→ moves it by a day, Alt+Shift+←/→ moves its end, Enter opens it.',
  'execution.today': 'Today',
  'execution.noOwner': 'Nobody yet',
  'execution.bar': '{name}: {range}, {owner}, {state}, {progress}% done',
  'execution.state.planned': 'planned',
  'execution.state.running': 'running',
  'execution.state.done': 'done',
  'execution.state.dropped': 'dropped',
  'execution.state.late': 'late',
  'execution.secured': '{secured} of {count} secured',
  'execution.empty': 'A task says who delivers what by when. Whole blocks can be pasted from Excel.',
  'execution.needs.empty':
    'List the people, budget and material that tasks need, and whether they are secured.',
  'execution.links.empty': 'Say which task waits for which.',
  'risks.summary':
    '{count, plural, one {# open risk} other {# open risks}}, {high} high, {unanswered, plural, =0 {all of those with a response} other {# of those without a response}}.',
  'risks.summary.none': 'Think ahead of what may go wrong and how to answer.',
  'risks.matrix': 'Risk matrix',
  'risks.matrix.hint': 'Drag a risk, or move it with the arrow keys: ↑ likelier, → worse.',
  'risks.level.high': 'High',
  'risks.level.medium': 'Medium',
  'risks.level.low': 'Low',
  'risks.level.none': 'Not graded',
  'risks.place':
    'Probability {probability}, impact {impact}, level {level} {score}, {count, plural, one {# risk} other {# risks}}',
  'risks.moved': '{name}: probability {probability}, impact {impact}, level {level} {score}',
  'risks.chip': '{status}, probability {probability}, impact {impact}, level {level} {score}',
  'risks.chip.ungraded': '{status}, not graded',
  'risks.ungraded': '{count, plural, one {# risk is} other {# risks are}} not graded yet',
  'risks.empty':
    'Write down what may go wrong, its early sign and the answer. For example: a competitor cuts prices; answer with a limited offer and a service pack.',
  'tracking.summary':
    '{open, plural, one {# open deviation} other {# open deviations}}, {overdue, plural, one {# overdue action} other {# overdue actions}}.',
  'tracking.next': 'Next review {date}',
  'tracking.attainment': 'Attainment',
  'tracking.attainment.none':
    'No actuals yet. Once imported, attainment, time elapsed and required pace show here.',
  'tracking.attainment.noTargets': 'Set core targets first; actuals are compared with them here.',
  'tracking.attainment.failed': 'Attainment cannot be shown just now.',
  'tracking.attainment.import': 'Import actuals',
  'tracking.target': 'Target',
  'tracking.actual': 'Actual',
  'tracking.rate': 'Attainment',
  'tracking.elapsed': 'Time elapsed',
  'tracking.gap': 'Gap',
  'tracking.required': 'Required a day',
  'tracking.status.green': 'On track',
  'tracking.status.amber': 'Watch',
  'tracking.status.red': 'Behind',
  'tracking.status.none': 'Not judged',
  'tracking.reached': 'Reached',
  'tracking.chart': '{name}: to {date}, target {target}, actual {actual}',
  'tracking.chart.table': 'Show data',
  'tracking.period': 'Period',
  'tracking.forecast': 'Forecast',
  'tracking.low': 'Low',
  'tracking.high': 'High',
  'tracking.elapsed.at': '{share} of the time has passed',
  'tracking.asOf': 'To {date}',
  'tracking.deviations': 'Tracking: deviations and adjustments',
  'tracking.deviations.empty':
    'Where the plan is off course, note the cause, the decision and the adjustment. For example: first orders of agents came late.',
  'tracking.actions.empty': 'Action items give decisions an owner and a date.',
  'tracking.reviews.empty': 'Set the dates of reviews, and deviations and actions find their place.',
  'retro.summary':
    '{count, plural, one {# lesson} other {# lessons}}, {bare, plural, =0 {all with evidence} other {# without evidence yet}}.',
  'retro.summary.none': 'Start from facts: what to keep, improve, stop and start.',
  'retro.board': 'Lessons at a glance',
  'retro.table': 'Retrospective table',
  'retro.column.keep': 'Keep',
  'retro.column.improve': 'Improve',
  'retro.column.stop': 'Stop',
  'retro.column.start': 'Start',
  'retro.column.keep.empty': 'What worked and should go on',
  'retro.column.improve.empty': 'What helped but can be done better',
  'retro.column.stop.empty': 'What did not help',
  'retro.column.start.empty': 'What to try next',
  'retro.moved': '{name}: {verdict}',
  'retro.empty': 'Note the facts, the root cause and what to do: the next plan draws on it.',
};
