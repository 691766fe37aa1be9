import type { GridChoice } from './model.ts';

/** The value somebody means by a text: a value or a label, however they write its case; else the text itself. */
export function choiceValue(choices: readonly GridChoice[], text: string): string {
  const wanted = fold(text);
  const found =
    choices.find((choice) => choice.value === text) ??
    choices.find((choice) => fold(choice.label) === wanted);
  return found?.value ?? text;
}

/** The choices that fit what has been typed so far, those that begin with it first. */
export function matchingChoices(choices: readonly GridChoice[], typed: string): readonly GridChoice[] {
  const wanted = fold(typed);
  if (wanted === '') return choices;
  const texts = (choice: GridChoice) => [choice.label, choice.value, choice.search ?? ''].map(fold);
  const begins = choices.filter((choice) => texts(choice).some((text) => text.startsWith(wanted)));
  const holds = choices.filter(
    (choice) => !begins.includes(choice) && texts(choice).some((text) => text.includes(wanted)),
  );
  return [...begins, ...holds];
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
