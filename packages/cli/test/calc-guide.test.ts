import { readFileSync } from 'node:fs';
import { spreadMethods } from '@shapan/engine';
import { describe, expect, it } from 'vitest';
import { runCalc } from '../src/calc/calc.ts';

/** The pages of the guide about `shapan calc`: whatever they show is what the command answers. */

interface Example {
  readonly topic: string;
  readonly input: string;
  readonly answer: string;
}

const page = (language: string): string =>
  readFileSync(new URL(`../../../docs/guide/${language}/calc.md`, import.meta.url), 'utf8');

const examplesOf = (text: string): Example[] =>
  [
    ...text.matchAll(
      /```sh\necho '([^']*)' \| npx --no-install shapan calc (\w+)\n```\n\n```json\n([^`]*)```/g,
    ),
  ].map(([, input = '', topic = '', answer = '']) => ({ topic, input, answer }));

describe.each(['en', 'zh-CN'])('the guide about calc in %s', (language) => {
  const text = page(language);
  const examples = examplesOf(text);

  it.each(examples)('calc $topic answers what the page shows: $input', async ({ topic, input, answer }) => {
    expect((await runCalc(topic, input, false)).output).toBe(answer);
  });

  it('has an example for every topic, and none that is not run', async () => {
    const { error = '' } = await runCalc('?', '{}', false);
    const topics = /Topics: (.*)\./.exec(error)![1]!.split(', ');
    expect(new Set(examples.map(({ topic }) => topic))).toEqual(new Set(topics));
    expect(examples).toHaveLength(text.split('```sh').length - 1);
  });

  it('names every method', () => {
    for (const method of spreadMethods) expect(text).toContain(`\`${method}\``);
  });
});

it('the guide about calc shows the same examples in both languages', () => {
  expect(examplesOf(page('zh-CN'))).toEqual(examplesOf(page('en')));
});
