/** Whether a text may become a code of a hold: what may be typed where no number may. */
export const beginsHoldCode = (text: string): boolean =>
  /^(?:[rｒ][hcaｈｃａ]?|[hｈ][cｃ]?(?:[\s:：].*)?)?$/isu.test(text.trimStart());
