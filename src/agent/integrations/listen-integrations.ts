import type { FastifyInstance } from 'fastify';
import type { Closers } from '../closers.ts';
import type { IntegrationsConfig } from './integrations-config.ts';
import type { IntegrationParts } from './parts.ts';

/** Addresses by vendor, of those that the config switches on. */
export type IntegrationAddresses = Partial<Record<'moysklad' | 'toast', string>>;

/** Brings up the protocols of other systems that the till's config names. Rejects when a port is taken. */
export async function listenIntegrations(
  parts: IntegrationParts,
  { moysklad, toast }: IntegrationsConfig,
  closers: Closers,
): Promise<IntegrationAddresses> {
  const addresses: IntegrationAddresses = {};
  if (moysklad === undefined && toast === undefined) return addresses;
  // Loaded by the few tills that need them.
  const { listenVendor } = await import('./vendor-server.ts');
  const listen = (app: FastifyInstance, port: number): ReturnType<typeof listenVendor> => {
    app.addHook('onRequest', async () => parts.onCall?.());
    return listenVendor(app, port);
  };
  if (moysklad !== undefined) {
    const { createMoyskladServer, moyskladBase } = await import('./moysklad/moysklad-server.ts');
    const server = await listen(createMoyskladServer(parts, moysklad), moysklad.port);
    closers.add(server.close);
    addresses.moysklad = server.url + moyskladBase;
  }
  if (toast !== undefined) {
    const { createToastServer, toastPath } = await import('./toast/toast-server.ts');
    const server = await listen(createToastServer(parts, toast), toast.port);
    closers.add(server.close);
    addresses.toast = server.url + toastPath;
  }
  return addresses;
}
