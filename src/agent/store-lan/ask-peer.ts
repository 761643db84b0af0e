import { signatureHeaders } from '../../contracts/signature-text.ts';
import {
  lanAnswerSignatureText,
  lanRequestSignatureText,
  type RightsAnswer,
  rightsAnswerSchema,
  rightsPath,
} from '../../contracts/store-lan.ts';
import type { Random } from '../../shared/ports.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { AskedTransfer } from '../../store/store-rights.ts';
import type { Signer } from '../../sync/ports.ts';
import { type RosterReader, sha256Hex } from './roster.ts';

export type AskParts = {
  readonly till: string;
  readonly signer: Signer;
  readonly roster: RosterReader;
  readonly random: Random;
  /** Ends the question at the latest, and when the till closes. */
  readonly signal: () => AbortSignal;
};

export type Asked = Result<RightsAnswer['given'], 'silent' | 'refused'>;

/** Asks one till for rights. `silent`: no answer at all; `refused`: an answer that no till of this store gave. */
export async function askPeer(
  parts: AskParts,
  peer: string,
  transfers: readonly AskedTransfer[],
): Promise<Asked> {
  const body = JSON.stringify({
    transfers: transfers.map(({ transferId, member, wallet, points }) => ({
      transferId,
      member,
      wallet,
      points,
    })),
  });
  const nonce = Buffer.from(parts.random.bytes(16)).toString('hex');
  const text = lanRequestSignatureText({ till: parts.till, nonce, bodySha256: sha256Hex(body) });
  try {
    const response = await fetch(new URL(rightsPath, peer), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [signatureHeaders.till]: parts.till,
        [signatureHeaders.nonce]: nonce,
        [signatureHeaders.signature]: parts.signer.sign(text),
      },
      body,
      redirect: 'error',
      signal: parts.signal(),
    });
    const answer = await response.text();
    const from = response.headers.get(signatureHeaders.till) ?? '';
    const signature = response.headers.get(signatureHeaders.signature) ?? '';
    const signed = lanAnswerSignatureText({ nonce, bodySha256: sha256Hex(answer) });
    if (!response.ok || !parts.roster.signedBy(from, signed, signature)) return err('refused');
    const parsed = rightsAnswerSchema.safeParse(JSON.parse(answer));
    return parsed.success ? ok(parsed.data.given) : err('refused');
  } catch {
    return err('silent');
  }
}
