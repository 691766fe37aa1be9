import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { askAuth } from '../data/api.ts';
import { rememberSignedOut } from './remembered-workspace.ts';

/** End this session. Nothing of what the last user saw stays behind. */
export function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (): Promise<void> => {
    await askAuth('/sign-out');
    rememberSignedOut();
    await navigate({ to: '/sign-in' });
    client.clear();
  };
}
