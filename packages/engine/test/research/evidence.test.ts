import { describe, expect, it } from 'vitest';
import { createState, flawsOf, type PlanRecord } from '../../src/index.ts';
import { enterIn, refused, refusedIn } from './plan.ts';

const evidence = (fields: PlanRecord['fields']): PlanRecord => ({
  kind: 'evidence',
  id: 'e',
  fields: { title: 'Report', ...fields },
});
const file = { fileName: 'a.pdf', fileSize: 12, fileDigest: 'ab'.repeat(32) };
const codes = (fields: PlanRecord['fields']) =>
  refusedIn(createState(), evidence(fields)).map(({ code, path }) => `${code} ${path}`);

describe('evidence', () => {
  it('RES-5 is at a link or in a file, never nowhere', () => {
    expect(codes({ link: 'https://example.org/a?b=c#d' })).toEqual([]);
    expect(codes({ link: 'HTTP://example.org' })).toEqual([]);
    expect(codes(file)).toEqual([]);
    expect(codes({})).toEqual(['REQUIRED fields.link']);
    const { fileDigest: _, ...partly } = file;
    expect(codes({ link: 'https://example.org', ...partly })).toEqual(['REQUIRED fields.fileDigest']);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//example.org',
    'example.org',
    'https://',
    'https:// example.org',
    'https://name@example.org/',
    'https://example.org/a b',
    'https://example.org\n',
  ])('RES-5 is not at %j', (link) => {
    expect(codes({ link })).toEqual(['INVALID fields.link']);
  });

  it('RES-5 keeps what is known of its file', () => {
    const state = createState();
    enterIn(state, evidence(file));
    const set = (fields: PlanRecord['fields']) =>
      refused(state, { type: 'record.update', kind: 'evidence', id: 'e', set: fields }).map(
        ({ code }) => code,
      );
    expect(set({ fileDigest: 'cd'.repeat(32) })).toEqual(['FROZEN']);
    expect(set({ fileName: null })).toEqual(['FROZEN']);
    expect(set({ title: 'Another' })).toEqual([]);
  });
});

describe('what cannot be relied on', () => {
  const flaws = (kind: string, fields: PlanRecord['fields']) =>
    flawsOf({ kind, id: 'r', fields }, '2026-08-10');

  it('RES-4 is what has run out, what is unsure, and an assumption that shakes or is due', () => {
    expect(flaws('marketInsight', { expires: '2026-08-10', confidence: 'medium' })).toEqual([]);
    expect(flaws('competitorInsight', { expires: '2026-08-09', confidence: 'low' })).toEqual([
      'expired',
      'unsure',
    ]);
    expect(flaws('evidence', { expires: '2026-08-09' })).toEqual(['expired']);
    expect(flaws('assumption', { status: 'holds', reviewOn: '2026-08-11' })).toEqual([]);
    expect(flaws('assumption', { status: 'weak', reviewOn: '2026-08-10' })).toEqual(['weak', 'reviewDue']);
    expect(flaws('assumption', { status: 'broken' })).toEqual(['broken']);
  });

  it('RES-4 is nothing of another kind, whatever its fields are called', () => {
    expect(flaws('risk', { status: 'broken', expires: '2020-01-01', confidence: 'low' })).toEqual([]);
  });
});
