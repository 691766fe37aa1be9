import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../data/hooks.tsx';
import { Field, IconButton, TextInput } from '../../design/index.ts';
import './password-field.css';

/** As the server wants it. */
export const MIN_PASSWORD_LENGTH = 10;

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `current-password` to sign in, `new-password` for a new one: what a password manager asks for. */
  readonly autoComplete: 'current-password' | 'new-password';
  readonly error?: string | undefined;
}

/** A new password; `short` once it was sent and the server would refuse it for its length. */
export function NewPasswordField({
  short,
  ...field
}: Pick<PasswordFieldProps, 'value' | 'onChange'> & { readonly short: boolean }) {
  const t = useT();
  return (
    <PasswordField
      {...field}
      label={t('people.password.new')}
      autoComplete="new-password"
      error={short ? t('people.password.short', { min: MIN_PASSWORD_LENGTH }) : undefined}
    />
  );
}

/** Typed once, and shown on request. Pasting and password managers are welcome. */
export function PasswordField({ label, value, onChange, autoComplete, error }: PasswordFieldProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const hint =
    autoComplete === 'new-password' ? t('people.password.hint', { min: MIN_PASSWORD_LENGTH }) : undefined;
  return (
    <Field label={label} hint={hint} error={error}>
      <div className="password">
        <TextInput
          type={shown ? 'text' : 'password'}
          value={value}
          onChange={onChange}
          autoComplete={autoComplete}
          maxLength={200}
          required
        />
        <IconButton
          size="small"
          label={t(shown ? 'people.password.hide' : 'people.password.show')}
          aria-pressed={shown}
          icon={shown ? <EyeOff /> : <Eye />}
          onClick={() => setShown(!shown)}
        />
      </div>
    </Field>
  );
}
