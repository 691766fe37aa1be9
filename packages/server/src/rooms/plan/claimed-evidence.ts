import type { Submission } from '@shapan/contract';
import { type Problem, problem } from '@shapan/engine';
import { Refused } from '../../http/refused.ts';

/** Of a file only its bytes say these: they are set where the file is sent, and nowhere else. */
const OF_THE_FILE = ['fileName', 'fileSize', 'fileDigest'] as const;

/**
 * Evidence that is written by hand names no file, or whoever knows the digest of a hidden one could read it, and nobody else
 * as its author: `INVALID` at the field. What is undone, adopted or carried into the next plan is not written by hand.
 */
export function refuseClaimedEvidence(
  { commands }: Submission,
  { member }: { readonly member: string },
): void {
  const claimed = commands.flatMap((command, i): readonly Problem[] => {
    if (command.type !== 'record.add' || command.kind !== 'evidence') return [];
    const { fields } = command;
    const wrong: string[] = OF_THE_FILE.filter((name) => (fields[name] ?? null) !== null);
    if ((fields['author'] ?? member) !== member) wrong.push('author');
    const at = commands.length > 1 ? `commands[${i}].fields` : 'fields';
    return wrong.map((name) => problem('INVALID', `${at}.${name}`));
  });
  if (claimed.length > 0) throw new Refused(...claimed);
}
