/** How well something is. `none`: nobody can tell yet, or there is nothing to be well. */
export type Tone = 'good' | 'warn' | 'bad' | 'none';
