import type { ChainConfig } from './records.ts';

export type TokenRecord = { readonly name: string; readonly role: string; readonly createdAtMs: number };

/** The part of the hub's store that only its managers change. Each method is one transaction. */
export interface SettingsStore {
  /** Puts the settings in place of the present ones and tells every till by the `config` stream. */
  saveConfig(config: ChainConfig): Promise<void>;
  tokens(): Promise<readonly TokenRecord[]>;
  /** False when the name is in use. */
  addToken(token: TokenRecord & { readonly hash: string }): Promise<boolean>;
  /** `last-owner`: without it nobody could make another token. */
  revokeToken(name: string): Promise<'revoked' | 'unknown' | 'last-owner'>;
  /** Takes a till's key away: nothing signed with it is taken any more. False for a till that is not there. */
  revokeTill(tillId: string): Promise<boolean>;
  /** What a till said of itself, as JSON. Written only where that is new. */
  noteTillHealth(tillId: string, health: string): Promise<void>;
  /** Notes that a till was heard. */
  touchTill(tillId: string, atMs: number): Promise<void>;
}
