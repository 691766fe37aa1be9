/**
 * One step of a command: a line that says what runs and for how long, silence while it goes well, and the last
 * lines of the program plus one sentence with the fix when it does not. Prevents pages of foreign output in which
 * the one line that matters is lost.
 *
 * Runs before anything is installed: plain Node, no dependencies.
 */
import { spawn } from 'node:child_process';

/** The language of the terminal, as the `shapan` command chooses it; nothing is built yet that could be asked. */
export function told(chinese, english, env = process.env) {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return /^zh/i.test(locale ?? '') ? chinese : english;
}

/** A step that failed: `message` is the sentence for the person, `output` what the program said. */
export class StepFailed extends Error {
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/** Print one line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Print why a step failed: the end of what the program said, then the sentence. */
export function explain(error) {
  const said = error.output ?? '';
  if (said.trim() !== '') process.stderr.write(`${said.trimEnd().split('\n').slice(-60).join('\n')}\n\n`);
  process.stderr.write(`${error.message}\n`);
}

/** Do `work` under a heading; answers what `work` answers. */
export async function step(title, work) {
  const begin = Date.now();
  const seconds = () => `${((Date.now() - begin) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY === true;
  const tick = live && setInterval(() => process.stdout.write(`\r… ${title} ${seconds()}`), 500);
  if (!live) say(`… ${title}`);
  try {
    const answer = await work();
    say(`${live ? '\r\u001B[K' : ''}✓ ${title} ${seconds()}`);
    return answer;
  } catch (error) {
    say(`${live ? '\r\u001B[K' : ''}✗ ${title} ${seconds()}`);
    throw error;
  } finally {
    clearInterval(tick);
  }
}

/**
 * Run a program and keep what it says; answers `{ code, output }`. A signal to this process reaches the program too,
 * so that stopping a command leaves nothing behind.
 */
export function run(program, args, { cwd, env = process.env, show = false, shell = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      shell,
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const stop = (signal) => {
      child.kill(signal);
      child.once('close', () => process.exit(1));
    };
    for (const signal of signals) process.once(signal, stop);
    const settled = () => {
      for (const signal of signals) process.off(signal, stop);
    };
    child.once('error', (error) => {
      settled();
      reject(error);
    });
    child.once('close', (code) => {
      settled();
      resolve({ code: code ?? 1, output });
    });
  });
}
