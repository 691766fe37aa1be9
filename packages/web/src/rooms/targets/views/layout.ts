import { type LaidOut, layoutFrom, plainLayout } from '../view.ts';

/** A layout as it is kept: the part of an address that lays the table out. */
export function layoutText(layout: LaidOut): string {
  const said = Object.entries(layoutOf(layout)).filter(([, value]) => value !== undefined);
  return new URLSearchParams(said as [string, string][]).toString();
}

export const readLayout = (text: string): LaidOut =>
  layoutFrom(Object.fromEntries(new URLSearchParams(text)));

/** Of a view only what lays out. */
export const layoutOf = (view: LaidOut): LaidOut =>
  layoutFrom(Object.fromEntries(Object.keys(plainLayout).map((name) => [name, view[name as keyof LaidOut]])));

export const sameLayout = (a: LaidOut, b: LaidOut): boolean => layoutText(a) === layoutText(b);
