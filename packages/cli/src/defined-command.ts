/** Joins a command defined with citty to the table of `main.ts`: its options, its help, its refusals. */
import { type ArgsDef, type CommandDef, renderUsage, runCommand } from 'citty';
import type { CommandRun } from './command-run.ts';
import { languageOf } from './language.ts';

/** A runner for a citty definition: `--help` explains it, a wrong option is one sentence and exit code 2. */
export function definedCommand<Args extends ArgsDef>(definition: CommandDef<Args>): CommandRun {
  return async (args) => {
    if (args.includes('--help') || args.includes('-h')) {
      process.stdout.write(`${await renderUsage(definition)}\n`);
      return 0;
    }
    const unknown = unknownOption(args, definition);
    if (unknown !== undefined) {
      const sentence = { 'zh-CN': `没有选项 ${unknown}。`, en: `There is no option ${unknown}.` };
      process.stderr.write(`${sentence[languageOf(process.env)]}\n`);
      return 2;
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

/** citty ignores what it does not know: a mistyped `--chek` would do in earnest what was only to be checked. */
function unknownOption<Args extends ArgsDef>(
  args: readonly string[],
  { args: known }: CommandDef<Args>,
): string | undefined {
  if (typeof known !== 'object' || known instanceof Promise) return undefined;
  for (const arg of args) {
    if (arg === '--') return undefined;
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined) continue;
    const bare = name.replace(/^no-/, '');
    if (!Object.hasOwn(known, name) && !Object.hasOwn(known, bare)) return `--${name}`;
  }
  return undefined;
}
