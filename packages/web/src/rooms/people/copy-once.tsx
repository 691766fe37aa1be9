import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../data/hooks.tsx';
import { Button, Callout, Field, TextInput } from '../../design/index.ts';

interface CopyOnceProps {
  readonly label: string;
  readonly text: string;
  readonly advice: string;
}

/** A secret that is shown this once: it can be copied, and cannot be fetched again. */
export function CopyOnce({ label, text, advice }: CopyOnceProps) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Without permission to write, the text can still be selected by hand.
    setCopied(
      await navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      ),
    );
  };
  return (
    <div className="form">
      <Callout tone="warn" title={t('people.once')}>
        {advice}
      </Callout>
      <Field label={label}>
        <TextInput
          value={text}
          onChange={() => undefined}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
      <div>
        <Button
          icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          onClick={() => void copy()}
        >
          {t(copied ? 'people.copied' : 'people.copy')}
        </Button>
      </div>
    </div>
  );
}
