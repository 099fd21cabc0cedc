import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { fastapi, tasksApi, type ServerDescription } from '../servers.ts';

/** What the numbers were measured on. */
export async function describeMachine(): Promise<string[]> {
  const system = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const name = /^PRETTY_NAME="(.*)"$/m.exec(system)?.[1] ?? 'Linux';
  return [
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB of memory`,
    `${name}, Linux ${release()}`,
    `Node.js ${process.versions.node}`,
  ];
}

async function npmVersion(folder: string, name: string): Promise<string> {
  const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The packages of a server with their versions. */
export async function describePackages({ name, packages }: ServerDescription): Promise<string> {
  const peers = join(packageRoot, 'bench', 'peers');
  const requirements = await readFile(join(peers, 'fastapi', 'requirements.txt'), 'utf8');
  const versionOf = async (one: string): Promise<string> => {
    if (name === fastapi.name) return new RegExp(`^${one}==(.+)$`, 'im').exec(requirements)?.[1] ?? '';
    return npmVersion(name === tasksApi.name ? packageRoot : peers, one);
  };
  const versions = await Promise.all(packages.map(async (one) => `${one} ${await versionOf(one)}`));
  return versions.join(', ');
}
