/** Owns the studio's place on loopback: the bridge, behind the launch gate. */
import { type FetchHandler, listenOnLoopback } from './http-bridge.ts';
import { createLaunchGate } from './launch-token.ts';

export interface LoopbackServer {
  readonly port: number;
  /** For people: opens the studio in any browser of this computer. */
  readonly address: string;
  /** An address that works once, for a command line. */
  issueAddress(): string;
  close(): Promise<void>;
}

/** Port 0 takes any free one. Rejects with Node's own error when the port is taken (`EADDRINUSE`). */
export async function serveOnLoopback(handler: FetchHandler, port: number): Promise<LoopbackServer> {
  const gate = createLaunchGate();
  const listening = await listenOnLoopback((request) => gate.check(request, listening.port) ?? handler(request), port);
  const addressWith = (token: string) => `http://127.0.0.1:${listening.port}/?token=${token}`;
  return {
    port: listening.port,
    address: addressWith(gate.token),
    issueAddress: () => addressWith(gate.issueTicket()),
    close: listening.close,
  };
}
