/** Sample text in the language that is shown. */
export type Say = (zh: string, en: string) => string;

export interface SampleProps {
  readonly say: Say;
}
