import { useMutation } from '@tanstack/react-query';
import { problemText } from '../../app/failure.tsx';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout } from '../../design/index.ts';
import { CopyOnce } from './copy-once.tsx';

interface OneTimeLinkProps {
  /** What the link is for, and the button that makes it. */
  readonly text: string;
  readonly action: string;
  /** Makes the link: its path within this app. */
  readonly make: () => Promise<string>;
  /** What stands beside the link once it is there. */
  readonly label: string;
  readonly advice: string;
}

/** A link for one person, made on request, shown once and handed over by whoever made it. */
export function OneTimeLink({ text, action, make, label, advice }: OneTimeLinkProps) {
  const t = useT();
  const link = useMutation({ mutationFn: make });
  if (link.data)
    return <CopyOnce label={label} text={`${window.location.origin}${link.data}`} advice={advice} />;
  return (
    <div className="form">
      <p className="quiet">{text}</p>
      {link.error && (
        <Callout tone="bad" announce="urgent">
          {problemText(t, link.error)}
        </Callout>
      )}
      <div>
        <Button busy={link.isPending} onClick={() => link.mutate()}>
          {action}
        </Button>
      </div>
    </div>
  );
}
