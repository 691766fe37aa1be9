import {
  CircleCheck,
  CircleDot,
  FlaskConical,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
  Zap,
} from 'lucide-react';
import './tone.css';

/**
 * What a colour means, everywhere the same: on track, watch, behind, a fired trigger, what-if, or nothing in
 * particular. Each has an icon, so that the meaning survives a black and white print.
 */
export type Tone = 'good' | 'warn' | 'bad' | 'trigger' | 'whatif' | 'neutral';

const icons: Readonly<Record<Tone, LucideIcon>> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonAlert,
  trigger: Zap,
  whatif: FlaskConical,
  neutral: CircleDot,
};

export function ToneIcon({ tone }: { readonly tone: Tone }) {
  const Icon = icons[tone];
  return <Icon aria-hidden="true" className="sp-tone-icon" />;
}
