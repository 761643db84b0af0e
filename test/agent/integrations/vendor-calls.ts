import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/repository.ts';

/** A request of a vendor's system as its documentation shows it. `path` is relative to the base address. */
export type VendorRequest = {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  // A test looks into answers and changes requests freely: they are the vendor's, not ours.
  // biome-ignore lint/suspicious/noExplicitAny: reason above
  readonly body?: any;
};

export const moyskladKey = 'moysklad-key-0123456789';
export const toastKey = 'toast-static-key-0123456789';

/** A stored request by the name of its file, such as `moysklad/sale`. */
export const recorded = (name: string): VendorRequest =>
  JSON.parse(readFileSync(join(root, 'test/agent/integrations/fixtures', `${name}.json`), 'utf8'));

// biome-ignore lint/suspicious/noExplicitAny: as above
export type VendorAnswer = { readonly status: number; readonly body: any };

/** Sends a vendor's request to its adapter. */
export async function send(baseUrl: string, request: VendorRequest): Promise<VendorAnswer> {
  const response = await fetch(baseUrl + (request.path ?? ''), {
    method: request.method ?? 'POST',
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

/** The same request with another body. */
export const withBody = (request: VendorRequest, change: object): VendorRequest => ({
  ...request,
  body: { ...request.body, ...change },
});
