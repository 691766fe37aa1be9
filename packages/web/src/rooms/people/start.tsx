import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLoaderData, useNavigate } from '@tanstack/react-router';
import { Building2, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { problemText } from '../../app/failure.tsx';
import { ask } from '../../data/api.ts';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout } from '../../design/index.ts';
import { Outside } from './outside.tsx';
import { WorkspaceForm } from './workspace-form.tsx';

/** First start: one's own workspace, or a look at the demo company. Also the way to a further workspace. */
export function Start() {
  const t = useT();
  const { fresh } = useLoaderData({ from: '/start' });
  return (
    <Outside
      wide
      title={t(fresh ? 'app.start.welcome' : 'app.workspace.new')}
      text={fresh ? t('app.start.text') : undefined}
    >
      <div className="start">
        <section className="outside__sheet" aria-labelledby="start-own">
          <h2 id="start-own" className="start__head">
            <Building2 aria-hidden="true" />
            {t('app.start.own')}
          </h2>
          <p className="quiet">{t('app.start.own.text')}</p>
          <WorkspaceForm fresh={fresh} />
        </section>
        <Demo guest={fresh} />
      </div>
      {!fresh && (
        <p>
          <Link to="/">{t('app.start.back')}</Link>
        </p>
      )}
    </Outside>
  );
}

function Demo({ guest }: { readonly guest: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'zh-CN' | 'en'>();
  const open = useMutation({
    mutationFn: (locale: 'zh-CN' | 'en') =>
      ask<{ workspace: string; plan: string }>('POST', '/demo', { id: uuidv7(), locale }),
    async onSuccess({ workspace, plan }) {
      client.clear();
      await navigate({ to: '/w/$workspace/plans/$plan', params: { workspace, plan } });
    },
  });
  const button = (locale: 'zh-CN' | 'en') => (
    <Button
      busy={open.isPending && asked === locale}
      disabled={open.isPending && asked !== locale}
      onClick={() => {
        setAsked(locale);
        open.mutate(locale);
      }}
    >
      {t(`app.start.demo.${locale}`)}
    </Button>
  );
  return (
    <section className="outside__sheet start__demo" aria-labelledby="start-demo">
      <h2 id="start-demo" className="start__head">
        <FlaskConical aria-hidden="true" />
        {t('app.start.demo')}
      </h2>
      <p className="quiet">{t('app.start.demo.text')}</p>
      <ul className="start__list">
        <li>{t('app.start.demo.1')}</li>
        <li>{t('app.start.demo.2')}</li>
        <li>{t('app.start.demo.3')}</li>
      </ul>
      {open.error && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, open.error)}
        </Callout>
      )}
      <div className="start__buttons">
        {button('zh-CN')}
        {button('en')}
      </div>
      {guest && <p className="quiet">{t('app.start.demo.guest')}</p>}
    </section>
  );
}
