import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { parseEnvironmentFile, readEnvironmentFile } from '../../src/process/environment-file.ts';
import { startProcess, temporaryFolder } from '../support/process.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text);

const understood: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'A=1\nB=2\n': { A: '1', B: '2' },
  'A=1\r\nB=2\r\n': { A: '1', B: '2' },
  'A=1\rB=2': { A: '1', B: '2' },
  '\ufeffNODE_ENV=production\nB=2': { NODE_ENV: 'production', B: '2' },
  '\tA=1\n  B=2\n\u00a0C=3': { A: '1', B: '2', C: '3' },
  'export A=1\n\texport\tB = 2': { A: '1', B: '2' },
  '# A=1\n\n   \n\t# B=2\nC=3 # of three\nD= # nothing': { C: '3', D: '' },
  'A=': { A: '' },
  'A==b=': { A: '=b=' },
  'A=one two  three ': { A: 'one two  three' },
  'A="x y" # z\nB=\'x#y\'\nC=`it\'s "q"`': { A: 'x y', B: 'x#y', C: 'it\'s "q"' },
  'A=" x "': { A: ' x ' },
  'A="x\\ny\\t"\nB=\'x\\ny\'\nC=x\\ny': { A: 'x\ny\\t', B: 'x\\ny', C: 'x\\ny' },
  "A='${B} $(c)'\nB=a$c$": { A: '${B} $(c)', B: 'a$c$' },
  'a.b-c=1': { 'a.b-c': '1' },
};

const refused: Readonly<Record<string, RegExp>> = {
  'PORT: 9000': /^\.env, line 1: write NAME=value/,
  PORT: /line 1: write/,
  'PORT 9000': /line 1: write/,
  '=9000': /line 1: write/,
  'set PORT=9000': /line 1: write/,
  'MY PORT=9000': /line 1: write/,
  '9PORT=9000': /line 1: write/,
  '{"PORT":9000}': /line 1: write/,
  '; PORT=9000': /line 1: write/,
  '// PORT=9000': /line 1: write/,
  'A=1\n\u200bPORT=9000': /line 2: write/,
  'A="swordfish': /line 1: the quotes around the value of A must close/,
  "A='sword\nfish'": /line 1: the quotes around the value of A must close/,
  'A="x" swordfish': /quotes/,
  'A="x"#y': /quotes/,
  'A="sword\\"fish"': /quotes/,
  'A=sword#fish': /the value of A contains "#": put it in quotes/,
  'A=${SWORDFISH}': /not replaced: write out the value of A/,
  'A="$(cat swordfish)"': /not replaced: write out the value of A/,
  'A=\u201cswordfish\u201d': /the value of A contains the character U\+201C/,
  'A=sword\u200bfish': /U\+200B/,
  'A=sword\u0000fish': /UTF-16/,
  'A="swordfish\u001b"': /U\+001B/,
  'A=1\r\n\r\nA=swordfish': /line 3: A is already set in line 1/,
};

t.test('reads every form of a line that it understands', async (t) => {
  for (const [text, variables] of Object.entries(understood)) {
    t.strictSame(parseEnvironmentFile(utf8(text)), { variables, faults: [] }, JSON.stringify(text));
  }
});

/** Returns what a `.env` with these bytes is refused with; nothing if it is accepted. */
function refusalOf(bytes: Uint8Array): string {
  try {
    return parseEnvironmentFile(bytes).faults.join('\n');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

t.test('names every other line by its number, and quotes no value', async (t) => {
  for (const [text, message] of Object.entries(refused)) {
    const refusal = refusalOf(utf8(text));
    t.match(refusal, message, JSON.stringify(text));
    t.notMatch(refusal, /swordfish/i);
  }
  t.strictSame(
    refusalOf(utf8(Object.keys(refused).slice(0, 5).join('\n'))).match(/line \d/g),
    ['line 1', 'line 2', 'line 3', 'line 4', 'line 5'],
    'all at once',
  );
});

t.test('names an encoding that is not UTF-8', async (t) => {
  const utf16 = Buffer.from('NODE_ENV=production\n', 'utf16le');
  t.match(refusalOf(utf16), /^\.env is not UTF-8, but probably UTF-16\. Save it as UTF-8\.$/);
  t.match(refusalOf(Buffer.concat([Buffer.of(0xff, 0xfe), utf16])), /UTF-16/);
  t.match(refusalOf(Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(utf16).swap16()])), /UTF-16/);
  t.match(refusalOf(Buffer.from('A=caf\u00e9', 'latin1')), /^\.env is not UTF-8\./);
});

async function chdir(t: Test): Promise<string> {
  const before = process.cwd();
  const folder = await temporaryFolder(t);
  t.teardown(() => process.chdir(before));
  process.chdir(folder);
  return folder;
}

t.test('has no variables without a .env', async (t) => {
  await chdir(t);
  t.strictSame(readEnvironmentFile(), {});
});

t.test('refuses a .env that is a folder, or that cannot be read', async (t) => {
  const folder = await chdir(t);
  const file = join(folder, '.env');
  await mkdir(file);
  t.throws(readEnvironmentFile, { name: 'ConfigError', message: '.env is a folder. It must be a file.' });
  await symlink(join(folder, 'gone'), join(await chdir(t), '.env'));
  t.throws(readEnvironmentFile, { name: 'ConfigError', message: '.env is a link to a file that does not exist.' });
  await symlink('.env', join(await chdir(t), '.env'));
  t.throws(readEnvironmentFile, { name: 'ConfigError', message: /^\.env cannot be read: ELOOP/ });
});

t.test('refuses a .env without the right to read it', { skip: process.getuid?.() === 0 }, async (t) => {
  const file = join(await chdir(t), '.env');
  await writeFile(file, 'PORT=1');
  await chmod(file, 0);
  t.throws(readEnvironmentFile, { name: 'ConfigError', message: /^\.env cannot be read: EACCES/ });
});

t.test('a line that cannot be read never makes the server start as development', async (t) => {
  for (const bytes of [
    utf8('\ufeffNODE_ENV=production'),
    utf8('\tNODE_ENV=production'),
    utf8('NODE_ENV: production'),
    utf8('TITLE="It is\nNODE_ENV=production\nEND=1"'),
    Buffer.from('\ufeffNODE_ENV=production', 'utf16le'),
  ]) {
    const folder = await temporaryFolder(t);
    await writeFile(join(folder, '.env'), bytes);
    const server = startProcess(t, { DATA_DIRECTORY: join(folder, 'data') }, 'main.js', folder);
    t.equal(await server.ended, 1, Buffer.from(bytes).toString('hex', 0, 12));
    t.match(server.output(), /^tasks-api cannot start\. (?:NODE_ENV=production needs|\.env)/);
  }
});
