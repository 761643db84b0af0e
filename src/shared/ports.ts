/** Time as a port: pure code never reads a clock of its own. */
export interface Clock {
  /** Wall clock, milliseconds since 1970-01-01T00:00Z. May jump either way. */
  wallMs(): number;
  /** Milliseconds on a clock that never steps back while the process lives; its zero means nothing. */
  monotonicMs(): number;
}

/** Randomness as a port, so that a simulation can be replayed from its seed. */
export interface Random {
  bytes(length: number): Uint8Array;
}
