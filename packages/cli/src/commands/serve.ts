/** `shapan serve`: start the database and the app, say where it is, stop cleanly when asked to. */
import { readConfig, type Server, settings, serve as startServer } from '@shapan/server';
import { type Language, languageOf } from '../language.ts';
import { aboutSetting } from '../setting-words.ts';
import { startProblem } from '../start-words.ts';

const words = {
  'zh-CN': {
    database: '正在启动数据库…',
    app: '正在启动应用…',
    ready: (url: string) => `沙盘已就绪：${url}`,
    stopping: '正在停止…',
    usage: '用法：shapan serve\n\n设置（环境变量）：',
  },
  en: {
    database: 'Starting the database …',
    app: 'Starting the app …',
    ready: (url: string) => `Shapan is ready: ${url}`,
    stopping: 'Stopping …',
    usage: 'Usage: shapan serve\n\nSettings (environment):',
  },
};

export async function serve(args: readonly string[]): Promise<number> {
  const language = languageOf(process.env);
  const say = words[language];
  if (args.length > 0) return usage(language, args);
  let server: Server;
  try {
    server = await startServer(readConfig(process.env), {
      progress: (step) => process.stderr.write(`${say[step]}\n`),
    });
  } catch (error) {
    const sentence = startProblem(error, language);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    return 1;
  }
  process.stdout.write(`${say.ready(server.url)}\n`);
  await stopSignal();
  process.stderr.write(`${say.stopping}\n`);
  await server.close();
  return 0;
}

function usage(language: Language, args: readonly string[]): number {
  const asked = args.includes('--help') || args.includes('-h');
  const width = Math.max(...settings.map(({ name }) => name.length));
  const lines = settings.map(
    (setting) =>
      `  ${setting.name.padEnd(width)}  ${aboutSetting(setting, language)}${setting.fallback && ` [${setting.fallback}]`}`,
  );
  (asked ? process.stdout : process.stderr).write(`${words[language].usage}\n${lines.join('\n')}\n`);
  return asked ? 0 : 2;
}

/** Resolves when somebody asks the process to stop; a second time ends it at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
