import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The length of the network that a provider gives to one customer (RFC 6177, BCP 157). */
const customerBytes = 8;

/** Reads an address with what proxies write around it: quotes, brackets, a port, a zone (RFC 7239, section 6). */
function addressIn(text: string): string | undefined {
  const [, bracketed, plain] = /^"?(?:\[([^\]]*)\](?::\w*)?|([^"[\]]*))"?$/.exec(text.trim()) ?? [];
  const address = (bracketed ?? plain ?? '').replace(/%.*$/, '');
  const withoutPort = address.replace(/^([\d.]+):\w*$/, '$1');
  return isIP(withoutPort) === 0 ? undefined : withoutPort;
}

/**
 * Returns the same name for a client in every spelling of its address. An IPv4 address inside IPv6 counts as IPv4. Any
 * other IPv6 address counts by its first 64 bits, because a client has all addresses that begin with them.
 *
 * @param forwarded the address as a trusted proxy wrote it, or of the connection
 * @param connected the address of the connection; it stands for `unknown`, a made-up name, and everything else
 */
export function clientAt(forwarded: string, connected: string): string {
  const address = addressIn(forwarded) ?? addressIn(connected);
  if (address === undefined) return connected;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return Buffer.from(parsed.toByteArray().slice(0, customerBytes)).toString('hex');
}
