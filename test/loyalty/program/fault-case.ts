/** A wrong document: its name, itself, `code path` of its first fault, the sentence with its hint in English and Russian. */
export type FaultCase = readonly [name: string, input: unknown, fault: string, en: string, ru: string];
