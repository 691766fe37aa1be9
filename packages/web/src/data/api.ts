import type { ErrorBody, ErrorCode, Submission, SubmissionAnswer } from '@shapan/contract';
import { v7 as uuidv7 } from 'uuid';
import { forgetEarly, takeEarly } from './early.ts';

/** A refusal of the server, in words and as code. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode | 'OFFLINE';
  readonly body: ErrorBody | undefined;
  readonly status: number;

  constructor(code: ErrorCode | 'OFFLINE', status: number, body?: ErrorBody) {
    super(body?.message ?? code);
    this.code = code;
    this.status = status;
    this.body = body;
  }
}

let language = 'zh-CN';

/** In which language refusals are to be worded. */
export function speak(locale: string): void {
  language = locale;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Ask the API; `path` begins after `/api/v1`. @throws ApiError */
export async function ask<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return send<T>(`/api/v1${path}`, {
    method,
    headers: {
      'accept-language': language,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      // Sent again by a browser or a proxy that lost the answer, it still takes effect once.
      ...(method === 'POST' && { 'idempotency-key': uuidv7() }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

/** Send commands to a book. The submission's own id sees to it that they take effect once. @throws ApiError */
export async function submitTo(
  book: string,
  submission: Submission,
  signal?: AbortSignal,
): Promise<SubmissionAnswer> {
  return send<SubmissionAnswer>(`/api/v1${book}/commands`, {
    method: 'POST',
    headers: { 'accept-language': language, 'content-type': 'application/json' },
    body: JSON.stringify(submission),
    ...(signal && { signal }),
  });
}

/** Send a file with its form fields. @throws ApiError */
export async function askWithFile<T>(path: string, form: FormData): Promise<T> {
  return send<T>(`/api/v1${path}`, { method: 'POST', headers: { 'accept-language': language }, body: form });
}

/** Ask for something to be saved rather than shown. @throws ApiError */
export async function askForFile(path: string, body: unknown): Promise<Blob> {
  const headers = { 'accept-language': language, 'content-type': 'application/json' };
  const response = await answer(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.ok ? response.blob() : refuse(response.status, await response.text());
}

/** The same of something that is only read. @throws ApiError */
export async function askForSaving(path: string): Promise<Blob> {
  const response = await answer(`/api/v1${path}`, { headers: { 'accept-language': language } });
  return response.ok ? response.blob() : refuse(response.status, await response.text());
}

/** Ask for something in a form of its own. @throws ApiError */
export async function askForBytes(path: string, type: string): Promise<Uint8Array> {
  const response = await answer(`/api/v1${path}`, { headers: { 'accept-language': language, accept: type } });
  return response.ok
    ? new Uint8Array(await response.arrayBuffer())
    : refuse(response.status, await response.text());
}

/** Sign in, sign out and the like: the routes of the authentication library. @throws ApiError */
export async function askAuth<T>(path: string, body: unknown = {}): Promise<T> {
  return send<T>(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'accept-language': language, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** What the authentication library knows: sessions. @throws ApiError */
export async function readAuth<T>(path: string): Promise<T> {
  return send<T>(`/api/auth${path}`, { method: 'GET', headers: { 'accept-language': language } });
}

async function send<T>(url: string, init: RequestInit): Promise<T> {
  const response = await answer(url, init);
  const text = await response.text();
  if (!response.ok) return refuse(response.status, text);
  return (text === '' ? null : safeJson(text)) as T;
}

async function answer(url: string, init: RequestInit): Promise<Response> {
  const reads = init.method === undefined || init.method === 'GET';
  if (!reads) forgetEarly();
  const early = reads ? await takeEarly(url) : null;
  if (early) return early;
  // Whatever the browser keeps, it asks the server first, be the page one that somebody came back to.
  return fetch(url, { credentials: 'same-origin', cache: 'no-cache', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('OFFLINE', 0);
  });
}

function refuse(status: number, text: string): never {
  const error = safeJson(text) as ErrorBody | null;
  throw new ApiError((error?.code as ErrorCode | undefined) ?? 'INTERNAL', status, error ?? undefined);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
