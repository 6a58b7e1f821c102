/** Owns what a window learns first: version, host, library, and what is worth a notice. */
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import type { ProviderAccess } from '../settings/provider-access.ts';
import { appVersion } from './app-version.ts';

export function statusProcedures(context: StudioContext, access: ProviderAccess): Pick<Procedures, 'studio.status'> {
  const { host } = context;
  return {
    'studio.status': () => ({
      version: appVersion,
      hostKind: host.kind,
      canReveal: host.reveal !== null,
      secretStore: { label: host.secrets.label, isSecure: host.secrets.isSecure, canStore: host.secrets.canStore },
      libraryPath: context.libraryPath,
      notices: access.notices(),
    }),
  };
}
