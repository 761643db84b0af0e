import type { ChannelState } from './channel.ts';

export type ChannelListeners = {
  readonly message: (text: string) => void;
  readonly state: (state: ChannelState) => void;
  readonly current: () => ChannelState;
  readonly onMessage: (listener: (text: string) => void) => void;
  readonly onState: (listener: (state: ChannelState) => void) => void;
};

/** The part all channels share: who listens, and the last state told. */
export function channelListeners(): ChannelListeners {
  const messageListeners: ((text: string) => void)[] = [];
  const stateListeners: ((state: ChannelState) => void)[] = [];
  let current: ChannelState = 'connecting';
  return {
    message: (text) => {
      for (const listener of messageListeners) listener(text);
    },
    state: (state) => {
      if (state === current) return;
      current = state;
      for (const listener of stateListeners) listener(state);
    },
    current: () => current,
    onMessage: (listener) => {
      messageListeners.push(listener);
    },
    onState: (listener) => {
      stateListeners.push(listener);
      listener(current);
    },
  };
}
