/** Writes values as TypeScript expressions. */
const lineLength = 100;

/** The name of a function in a generated file. */
export class Name {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Puts members on one line if they fit, and otherwise each on its own. */
function enclosed(open: string, members: readonly string[], close: string): string {
  const line = `${open}${members.join(', ')}${close}`;
  if (line.length <= lineLength && !line.includes('\n')) return line;
  const indented = members.map((member) => `  ${member.replaceAll('\n', '\n  ')},`);
  return [open.trimEnd(), ...indented, close.trimStart()].join('\n');
}

/** Writes a value as the TypeScript expression that makes it. */
export function expression(value: unknown): string {
  if (value instanceof Name) return value.text;
  if (value instanceof RegExp) return value.toString();
  if (value instanceof Map) {
    const entries = [...value].map(([key, member]) => `[${expression(key)}, ${expression(member)}]`);
    return enclosed('new Map([', entries, '])');
  }
  if (Array.isArray(value)) return enclosed('[', value.map(expression), ']');
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' ? name : `[${JSON.stringify(name)}]`;
    return `${key}: ${expression(member)}`;
  });
  return members.length === 0 ? '{}' : enclosed('{ ', members, ' }');
}
