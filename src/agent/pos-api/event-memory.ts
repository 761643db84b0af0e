const mostEvents = 200;

/** Events told lately, each under an id that names this run of the agent and its place in it. */
export function createEventMemory(run: string, nowMs: () => number, rememberedMs: number) {
  let events: { readonly place: number; readonly atMs: number; readonly text: string }[] = [];
  let last = 0;
  const clean = (): void => {
    const since = nowMs() - rememberedMs;
    events = events.filter(({ atMs }) => atMs >= since).slice(-mostEvents);
  };
  return {
    /** Answers the text with its id in front. */
    add(text: string): string {
      last += 1;
      const whole = `id: ${run}-${last}\n${text}`;
      events.push({ place: last, atMs: nowMs(), text: whole });
      clean();
      return whole;
    },
    /** All that came after an id; null: some of it is forgotten, or the id is of another run. */
    after(id: string): string[] | null {
      const [ofRun, place] = [id.slice(0, id.lastIndexOf('-')), Number(id.slice(id.lastIndexOf('-') + 1))];
      if (ofRun !== run || !Number.isInteger(place) || place > last) return null;
      clean();
      const missed = events.filter((event) => event.place > place);
      return missed.length === last - place ? missed.map(({ text }) => text) : null;
    },
    /** Nobody listens any more: what happens from now on is not known here. */
    forget(): void {
      events = [];
      // Whoever comes back with the last id may have missed something.
      last += 1;
    },
  };
}
