import type { ReactNode } from 'react';
import { usePageTitle } from '../../app/root.tsx';
import { useSetLocale, useT } from '../../data/hooks.tsx';
import { SegmentedControl } from '../../design/index.ts';
import './outside.css';

interface OutsideProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page before one is inside: sign in, join, first start. */
export function Outside({ title, text, wide = false, children }: OutsideProps) {
  const t = useT();
  const setLocale = useSetLocale();
  usePageTitle();
  return (
    <div className="outside">
      <header className="outside__bar">
        <span className="outside__brand">
          <img src="/icon.svg" alt="" width={24} height={24} />
          {t('app.name')}
        </span>
        <SegmentedControl
          label={t('app.language')}
          value={t.locale}
          onChange={setLocale}
          segments={[
            { value: 'zh-CN', label: t('app.language.zh-CN') },
            { value: 'en', label: t('app.language.en') },
          ]}
        />
      </header>
      <main id="main" tabIndex={-1} className={wide ? 'outside__main outside__main--wide' : 'outside__main'}>
        <h1 className="outside__title">{title}</h1>
        {text !== undefined && <p className="outside__text">{text}</p>}
        {children}
      </main>
    </div>
  );
}
