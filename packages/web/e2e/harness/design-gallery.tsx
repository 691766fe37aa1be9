/** Every part of the design language in its states, for the eye and for the tests. `?lang=en&theme=dark`. */
import { Moon, Sun } from 'lucide-react';
import { StrictMode, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { IconButton, SegmentedControl, ToastProvider } from '../../src/design/index.ts';
import { ActionsSample } from './design-sample-actions.tsx';
import { FeedbackSample } from './design-sample-feedback.tsx';
import { FormsSample } from './design-sample-forms.tsx';
import { PlanSample } from './design-sample-plan.tsx';
import type { Say } from './design-say.ts';
import './design-gallery.css';

type Theme = 'light' | 'dark' | 'system';

const query = new URLSearchParams(location.search);

function Gallery() {
  const [language, setLanguage] = useState<'zh-CN' | 'en'>(query.get('lang') === 'en' ? 'en' : 'zh-CN');
  const [theme, setTheme] = useState<Theme>((query.get('theme') as Theme | null) ?? 'system');
  const say: Say = (zh, en) => (language === 'en' ? en : zh);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <ToastProvider closeLabel={say('关闭', 'Close')} regionLabel={say('消息', 'Messages')}>
      <main className="gallery">
        <div className="gallery__row">
          <SegmentedControl
            label={say('语言', 'Language')}
            value={language}
            onChange={setLanguage}
            segments={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
          <IconButton
            label={say('切换明暗', 'Switch theme')}
            icon={theme === 'dark' ? <Sun /> : <Moon />}
            onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
          />
        </div>
        <PlanSample say={say} />
        <FormsSample say={say} />
        <ActionsSample say={say} />
        <FeedbackSample say={say} />
      </main>
    </ToastProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('design.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Gallery />
  </StrictMode>,
);
