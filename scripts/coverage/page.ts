/** Formats the coverage report as an HTML page. */
import { count, percentage, type Coverage, type CoveredItem } from './coverage.ts';

const style = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem;
  color-scheme: light dark; }
h2 { margin: 2.5rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
td { padding: .15rem .5rem; border-bottom: 1px solid #8884; vertical-align: top; }
td:first-child { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.seen { color: #2a7d2a; } .missing, .fault { color: #c22; font-weight: 600; } .unreachable { color: #888; }
`;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function state({ files, reason }: CoveredItem): readonly [name: string, text: string] {
  if (reason !== undefined) return ['unreachable', `unreachable: ${reason}`];
  if (files === 0) return ['missing', 'not reached'];
  return ['seen', `reached by ${files} test ${files === 1 ? 'file' : 'files'}`];
}

function line(item: CoveredItem): string {
  const [name, text] = state(item);
  return `<tr><td>${escape(item.id)}</td><td>${item.kind}</td><td class="${name}">${escape(text)}</td></tr>`;
}

function summary(items: readonly CoveredItem[]): string {
  const { reached, reachable } = count(items);
  return `${reached} of ${reachable}, ${percentage({ reached, reachable })} %`;
}

/** Formats the report as one HTML page without other files. */
export function formatPage({ items, files, faults }: Coverage): string {
  const operations = [...new Set(items.map(({ operation }) => operation))];
  const sections = operations.map((name) => {
    const own = items.filter(({ operation }) => operation === name);
    const title = `<h2 id="${escape(name)}">${escape(name)}: ${summary(own)}</h2>`;
    return `${title}\n<table>\n${own.map(line).join('\n')}\n</table>`;
  });
  const links = operations.map((name) => `<a href="#${escape(name)}">${escape(name)}</a>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Contract coverage</title>
<style>${style}</style>
<h1>Contract coverage: ${summary(items)}</h1>
<p>Reached by ${files} test processes. ${links.join(' · ')}</p>
${faults.map((fault) => `<p class="fault">${escape(fault)}</p>`).join('\n')}
${sections.join('\n')}
</html>
`;
}
