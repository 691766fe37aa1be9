export interface Text {
  readonly zh: string;
  readonly en: string;
}
