/** What the settings mean and should have been, in Chinese; the English comes with the setting and with the error. */
import type { ConfigError, Setting } from '@shapan/server';
import type { Language } from './language.ts';

const about: Readonly<Record<string, string>> = {
  PORT: '监听端口。',
  HOST: '监听地址。0.0.0.0 表示本机所在的全部网络。',
  SHAPAN_DATA: '内置数据库的目录。设置 DATABASE_URL 后不用。',
  DATABASE_URL: '改用自备的 PostgreSQL（15 或更高）；其角色拥有数据表。',
  SHAPAN_APP_DATABASE_URL: '同一个数据库，处理请求所用的角色（既非超级用户，也不拥有数据表）。',
  SHAPAN_URL: '用户访问的地址，如 https://plan.example.org。决定 Cookie 的安全属性和允许的来源。',
  TRUST_PROXY: '前面有几层反向代理，true 表示全部可信：采信其 X-Forwarded-* 头。',
  SHAPAN_REQUESTS_PER_MINUTE: '同一地址每分钟最多请求数。',
  SHAPAN_MINIMUM_FREE_MB: '数据目录所在磁盘至少留出的空间（MB），不足时不再写入。',
  SHAPAN_EVIDENCE_MB: '每个工作区的佐证文件最多占用的空间（MB）。',
  SHAPAN_TIME_ZONE: '时区（IANA 名称），决定今天是几号：“截至今天”、是否已过期。',
  LOG_LEVEL: '日志级别：fatal、error、warn、info、debug 或 trace。',
};

/** What a setting is about. */
export function aboutSetting(setting: Setting, language: Language): string {
  return (language === 'zh-CN' ? about[setting.name] : undefined) ?? setting.about;
}

const refusals: Readonly<Record<ConfigError['code'], (params: ConfigError['params']) => string>> = {
  WHOLE_NUMBER: ({ name, text, min, max }) => `${name} 应为 ${min} 到 ${max} 的整数，现在是“${text}”。`,
  WEB_ADDRESS: ({ name, text }) => `${name} 应为 https://plan.example.org 这样的地址，现在是“${text}”。`,
  DATABASE_ADDRESS: ({ name }) =>
    `${name} 应为 postgres://用户:密码@主机:5432/库名 这样的地址；密码中的特殊字符要写成百分号编码（@ 写作 %40）。`,
  TIME_ZONE: ({ name, text }) => `${name} 应为 Asia/Shanghai 这样的时区名称，现在是“${text}”。`,
  LOG_LEVEL: ({ text, levels }) => `LOG_LEVEL 应为 ${levels} 之一，现在是“${text}”。`,
};

/** What is wrong with a setting. */
export function settingSentence(error: ConfigError, language: Language): string {
  return language === 'zh-CN' ? refusals[error.code](error.params) : error.message;
}
