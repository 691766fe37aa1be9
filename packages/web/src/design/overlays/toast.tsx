import { Toast as BaseToast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { buttonClass } from '../actions/button.tsx';
import { classes } from '../classes.ts';
import '../actions/icon-button.css';
import './toast.css';

export type ToastTone = 'neutral' | 'good' | 'bad';

export interface ToastMessage {
  readonly title: string;
  readonly text?: string | undefined;
  readonly tone?: ToastTone | undefined;
  /** The way back, for example 撤销. */
  readonly action?: { readonly label: string; readonly onAction: () => void } | undefined;
  /** Shows for this long in milliseconds; 0 until closed. What failed stays by default. */
  readonly timeout?: number | undefined;
}

export interface ToastProviderProps {
  readonly children: ReactNode;
  readonly closeLabel: string;
  /** The name of the region, reached with F6. */
  readonly regionLabel: string;
}

const icons = { neutral: Info, good: CircleCheck, bad: CircleAlert } as const;

/** Once around the application; `useToasts` speaks from anywhere inside. */
export function ToastProvider({ children, closeLabel, regionLabel }: ToastProviderProps) {
  const [said] = useState(() => new Map<string, number>());
  return (
    <BaseToast.Provider limit={3}>
      <SaidContext value={said}>{children}</SaidContext>
      <BaseToast.Portal>
        <BaseToast.Viewport className="sp-toasts" aria-label={regionLabel}>
          <ToastList closeLabel={closeLabel} />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  );
}

/** How often each message that still shows was said. */
const SaidContext = createContext<Map<string, number>>(new Map());

/**
 * Shows a message and hands back its id; `close` takes it away early. What shows already is not said a second time beside
 * itself but counted, unless each has a way back of its own.
 */
export function useToasts(): {
  readonly show: (message: ToastMessage) => string;
  readonly close: (id: string) => void;
} {
  const manager = BaseToast.useToastManager();
  const said = useContext(SaidContext);
  const show = ({ title, text, tone = 'neutral', action, timeout }: ToastMessage) => {
    const same = action === undefined ? `said ${JSON.stringify([tone, title, text])}` : undefined;
    const times = same === undefined ? 1 : (said.get(same) ?? 0) + 1;
    if (same !== undefined) said.set(same, times);
    const id: string = manager.add({
      ...(same !== undefined && { id: same, onClose: () => said.delete(same) }),
      data: { times },
      title,
      description: text,
      type: tone,
      priority: tone === 'bad' ? 'high' : 'low',
      timeout: timeout ?? (tone === 'bad' ? 0 : action === undefined ? 5000 : 10_000),
      actionProps: action && {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.onAction();
        },
      },
    });
    return id;
  };
  return { show, close: (id) => manager.close(id) };
}

function ToastList({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = BaseToast.useToastManager<{ readonly times: number }>();
  return toasts.map((toast) => {
    const times = toast.data?.times ?? 1;
    const Icon = icons[(toast.type ?? 'neutral') as ToastTone];
    return (
      <BaseToast.Root key={toast.id} toast={toast} swipeDirection="right" className="sp-toast">
        <BaseToast.Content className="sp-toast__content">
          <Icon aria-hidden="true" className="sp-toast__icon" />
          <div className="sp-toast__text">
            <BaseToast.Title className="sp-toast__title" render={<p />}>
              {toast.title}
              {times > 1 && <span className="sp-toast__times num"> ×{times}</span>}
            </BaseToast.Title>
            <BaseToast.Description className="sp-toast__more" />
          </div>
          <BaseToast.Action className={classes(buttonClass('quiet', 'small'), 'sp-toast__action')} />
          <BaseToast.Close
            aria-label={closeLabel}
            className={classes(buttonClass('quiet', 'small'), 'sp-icon-button', 'sp-toast__close')}
          >
            <X aria-hidden="true" />
          </BaseToast.Close>
        </BaseToast.Content>
      </BaseToast.Root>
    );
  });
}
