/** `shapan calc TOPIC [--pretty]`: requests on standard input, answers on standard output. */
import { runCalc, topics } from '../calc/calc.ts';
import { standardInput } from '../calc/standard-input.ts';
import { type Language, languageOf } from '../language.ts';

const usage = {
  'zh-CN': '用法：shapan calc <主题> [--pretty] < 请求.json',
  en: 'Usage: shapan calc TOPIC [--pretty] < requests.json',
};

/** Answer every request of standard input; the exit code is the one the answers deserve. */
export async function calc(args: readonly string[]): Promise<number> {
  const named = args.filter((argument) => !argument.startsWith('-'));
  const flags = args.filter((argument) => argument.startsWith('-'));
  const [topic] = named;
  const asked = flags.includes('--help') || flags.includes('-h');
  if (asked || topic === undefined || named.length > 1 || flags.some((flag) => flag !== '--pretty')) {
    const language = languageOf(process.env);
    if (!asked) return refused(usage[language]);
    process.stdout.write(help(language));
    return 0;
  }
  const input = await standardInput(process.stdin);
  if (!input.ok) return refused(input.error);
  const { output, exitCode, error } = await runCalc(topic, input.text, flags.includes('--pretty'));
  if (error !== undefined) process.stderr.write(`${error}\n`);
  if (output !== '') process.stdout.write(output);
  return exitCode;
}

const more = {
  'zh-CN':
    '每行一个 JSON 请求，或一个请求占多行；每个请求回答一行。全部答出时退出码为 0，否则为 2。\n字段与示例：docs/guide/zh-CN/calc.md',
  en: 'One JSON request per line, or one over several lines; one line of answer each. Exit code 0 when all\nwere answered, otherwise 2. Fields and examples: docs/guide/en/calc.md',
};

function help(language: Language): string {
  const width = Math.max(...Object.keys(topics).map((name) => name.length));
  const lines = Object.entries(topics).map(
    ([name, { does }]) => `  ${name.padEnd(width)}  ${does[language]}`,
  );
  return `${usage[language]}\n\n${lines.join('\n')}\n\n${more[language]}\n`;
}

function refused(error: string): 2 {
  process.stderr.write(`${error}\n`);
  return 2;
}
