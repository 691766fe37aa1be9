/** Runs a command with what stands behind its name; answers the exit code. */
export type CommandRun = (args: readonly string[]) => Promise<number>;
