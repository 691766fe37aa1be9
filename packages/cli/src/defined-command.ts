/** Joins a command defined with citty to the table of `main.ts`: its options, its help, its refusals. */
import { type ArgsDef, type CommandDef, renderUsage, runCommand } from 'citty';
import type { CommandRun } from './main.ts';

/** A runner for a citty definition: `--help` explains it, a wrong option is one sentence and exit code 2. */
export function definedCommand<Args extends ArgsDef>(definition: CommandDef<Args>): CommandRun {
  return async (args) => {
    if (args.includes('--help') || args.includes('-h')) {
      process.stdout.write(`${await renderUsage(definition)}\n`);
      return 0;
    }
    try {
      const { result } = await runCommand(definition, { rawArgs: [...args] });
      return typeof result === 'number' ? result : 0;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'CLIError')) throw error;
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
  };
}
