type Flat = Readonly<Record<string, unknown>>;

/** Whether two objects have the same fields with the very same values; nothing is looked into. */
export function sameFlat(a: object | null, b: object | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const [first, second] = [a as Flat, b as Flat];
  const names = Object.keys(first);
  return (
    names.length === Object.keys(second).length &&
    names.every((name) => name in second && Object.is(first[name], second[name]))
  );
}
