/** `shapan calc TOPIC [--pretty]`: requests on standard input, answers on standard output. */
import { runCalc } from '../calc/calc.ts';
import { languageOf } from '../language.ts';

const usage = {
  'zh-CN': '用法：shapan calc <主题> [--pretty] < 请求.json',
  en: 'Usage: shapan calc TOPIC [--pretty] < requests.json',
};

/** Answer every request of standard input; the exit code is the one the answers deserve. */
export async function calc(args: readonly string[]): Promise<number> {
  const topics = args.filter((argument) => !argument.startsWith('-'));
  const flags = args.filter((argument) => argument.startsWith('-'));
  const [topic] = topics;
  const asked = flags.includes('--help') || flags.includes('-h');
  if (asked || topic === undefined || topics.length > 1 || flags.some((flag) => flag !== '--pretty')) {
    (asked ? process.stdout : process.stderr).write(`${usage[languageOf(process.env)]}\n`);
    return asked ? 0 : 2;
  }
  const { output, exitCode, error } = await runCalc(topic, await standardInput(), flags.includes('--pretty'));
  if (error !== undefined) process.stderr.write(`${error}\n`);
  if (output !== '') process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
  return exitCode;
}

/** Everything on standard input; a terminal has nothing to say. */
async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) return '';
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece;
  return text;
}
