/** What this program itself wrote as JSON. The type is the writer's promise; the file's integrity is checked apart. */
export const parseStored = <T>(text: string): T => JSON.parse(text) as T;
