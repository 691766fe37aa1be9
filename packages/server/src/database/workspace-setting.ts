/** The setting every row-level security policy reads; there only inside a transaction that is for a workspace. */
export const workspaceSetting = 'app.workspace';
