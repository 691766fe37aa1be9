export const cellKey = (rowId: string, columnId: string): string => `${rowId}@${columnId}`;
