/** Words that want more of something without saying how much. */
const vague = [
  '提升',
  '提高',
  '加强',
  '增强',
  '优化',
  '改善',
  '改进',
  '强化',
  '推进',
  '推动',
  '完善',
  '促进',
  '加大',
  '做大做强',
  'improve',
  'enhance',
  'strengthen',
  'optimise',
  'optimize',
  'boost',
  'better',
  'grow',
  'increase',
  'promote',
  'accelerate',
  'maximise',
  'maximize',
] as const;

const latin = /^[a-z]+$/;
/** A digit of any width, or a Chinese numeral that counts or shares: 三成, 两倍, 百分之五, 五百万. */
const number = /[0-9]|百分之|[一二两三四五六七八九十百千半][成倍万亿个家台人元]|[翻][一两]番/;

/** The first vague word of a text beside which no number stands, or `null`. English words count whole, in any case. */
export function vagueWord(text: string): string | null {
  const plain = text.normalize('NFKC').toLowerCase();
  if (number.test(plain)) return null;
  return vague.find((word) => (latin.test(word) ? standsWhole(plain, word) : plain.includes(word))) ?? null;
}

/** `improved` and `improving` say no more than `improve`. */
function standsWhole(text: string, word: string): boolean {
  const stem = word.endsWith('e') ? word.slice(0, -1) : word;
  return text
    .split(/[^a-z]+/)
    .some((one) => one === word || [`${stem}es`, `${word}s`, `${stem}ed`, `${stem}ing`].includes(one));
}
