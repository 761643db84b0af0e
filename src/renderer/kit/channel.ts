/** `refused`: the agent does not know this window (a wrong token); trying again does not help. */
export type ChannelState = 'connecting' | 'open' | 'refused';

/** A line of JSON texts to the agent, whatever carries it. It mends itself: nobody has to reopen it. */
export interface Channel {
  /** False when the line is down: the text was not sent and will not be. */
  send(text: string): boolean;
  onMessage(listener: (text: string) => void): void;
  /** Told at once of the present state, then of every change. */
  onState(listener: (state: ChannelState) => void): void;
  close(): void;
}
