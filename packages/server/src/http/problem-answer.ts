import type { ErrorBody, ErrorCode, Locale } from '@shapan/contract';
import { createTranslate, type Translate } from '@shapan/i18n';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { DatabaseError } from '../database/errors.ts';
import { Refused, type RefusedProblem, refused, StalePreview, UndoBlocked } from './refused.ts';

/** Every failure leaves through here: a code, parameters, a sentence in the caller's language, a request id. */
const translators: Readonly<Record<Locale, Translate>> = {
  'zh-CN': createTranslate('zh-CN'),
  en: createTranslate('en'),
};

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  SIGN_IN_FAILED: 401,
  ROLE: 403,
  SCOPE: 403,
  NOT_RELEASED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  STALE: 409,
  ALREADY_EXISTS: 409,
  UNDO_BLOCKED: 409,
  IN_USE: 409,
  SETUP_DONE: 409,
  LAST_OWNER: 409,
  VERSION_ELSEWHERE: 409,
  NAME_NOT_SERVED: 403,
  PERSON_NEEDED: 403,
  ACCOUNT_ELSEWHERE: 409,
  RIGHTS_CHANGED: 409,
  DONE_BEFORE: 409,
  BODY_TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  BUSY: 503,
  STORAGE_FULL: 507,
};

export const statusOf = (code: ErrorCode): number => STATUS[code] ?? 422;

export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error);
  const first = refusal.problems[0] as RefusedProblem;
  const status = statusOf(first.code);
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  if (status === 503) reply.header('retry-after', '2');
  void reply.status(status).send(bodyOf(refusal, request));
}

function bodyOf(refusal: Refused, request: FastifyRequest): ErrorBody {
  const translate = translators[localeOf(request)];
  const problems = refusal.problems.map((one) => ({
    code: one.code,
    message: sentence(translate, one),
    ...(one.path !== undefined && { path: one.path }),
    ...(one.params !== undefined && { params: { ...one.params } }),
  }));
  const first = problems[0] as (typeof problems)[number];
  return {
    ...first,
    ...(problems.length > 1 && { problems }),
    requestId: request.id,
    ...(refusal instanceof StalePreview && { preview: refusal.preview }),
    ...(refusal instanceof UndoBlocked && refusal.later && { later: refusal.later }),
  };
}

export function sentence(translate: Translate, one: RefusedProblem): string {
  return notTheirs(translate, one) ?? translate.find(`problem.${one.code}`, one.params) ?? one.code;
}

/** Of a record that would have to name whoever asks: by which of its fields, and what to do about it. */
function notTheirs(translate: Translate, { code, params }: RefusedProblem): string | undefined {
  const { kind, field, fix } = params ?? {};
  if (code !== 'ROLE' || fix === undefined) return undefined;
  const words = { kind: translate.find(`kind.${kind}`), field: translate.find(`field.${kind}.${field}`) };
  return translate.find(`problem.ROLE.${fix}`, words);
}

export function localeOf(request: FastifyRequest): Locale {
  const wanted = request.headers['accept-language'] ?? '';
  return /^\s*en\b/i.test(wanted) ? 'en' : 'zh-CN';
}

function refusalOf(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof DatabaseError) return ofDatabase(error);
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Refused(
      ...error.validation.slice(0, 50).map(({ instancePath, keyword }) => ({
        code: keyword === 'unrecognized_keys' ? ('UNKNOWN_FIELD' as const) : ('INVALID' as const),
        path: instancePath.slice(1).replaceAll('/', '.') || (error.validationContext ?? 'body'),
      })),
    );
  }
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_BAD_URL') return refused('INVALID', undefined, 'url');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415)
    return refused('UNSUPPORTED_MEDIA_TYPE');
  if (statusCode === 413) return refused('BODY_TOO_LARGE');
  if (statusCode === 429) return refused('RATE_LIMITED');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return refused('INVALID', undefined, 'body');
  return refused('INTERNAL');
}

function ofDatabase(error: DatabaseError): Refused {
  switch (error.code) {
    case 'DISK_FULL':
      return refused('STORAGE_FULL');
    case 'CONCURRENT_CHANGE':
    case 'STATEMENT_TIMEOUT':
    case 'COMMIT_UNKNOWN':
    case 'DATABASE_UNAVAILABLE':
    case 'DATABASE_UNREACHABLE':
      return refused('BUSY');
    case 'UNIQUE_VIOLATION':
      return refused('ALREADY_EXISTS');
    case 'INVALID_VALUE':
      return refused('INVALID');
    default:
      return refused('INTERNAL');
  }
}
