/**
 * A statement that is said often: each connection has it read and planned once and knows it by its name. For a typed number
 * that is more than half of what the database works beside the commit. Of constant text, one name for each.
 */
export interface Known {
  readonly name: string;
  readonly text: string;
}

export const known = (name: string, text: string): Known => ({ name: `shapan.${name}`, text });
