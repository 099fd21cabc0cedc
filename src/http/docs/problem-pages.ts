import { problems, type ProblemType } from '../../values/problems.ts';
import { advice } from './problem-advice.ts';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, lines: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${escapeHtml(title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <h1>${escapeHtml(title)}</h1>
${lines.map((line) => `    ${line}\n`).join('')}  </body>
</html>
`;
}

// All links are relative: a proxy may serve this server below a prefix.
function problemPage(type: ProblemType): string {
  const { title, status, detail } = problems[type];
  const { meaning, remedy } = advice[type];
  return page(title, [
    `<p>Status ${status}, type <code>${type}</code></p>`,
    `<p>${escapeHtml(meaning)}</p>`,
    `<h2>What to do</h2>`,
    `<p>${escapeHtml(remedy)}</p>`,
    `<h2>Usual detail</h2>`,
    `<p>${escapeHtml(detail)}</p>`,
    `<p><a href="../problems">All problems</a> · <a href="../docs">Documentation</a></p>`,
  ]);
}

const types = Object.keys(problems).filter((type): type is ProblemType => type in advice);

function listPage(): string {
  const items = types.map((type) => {
    const { title, status } = problems[type];
    const link = `<a href="${type.slice(1)}">${escapeHtml(title)}</a>`;
    return `<li>${link} (${status}): ${escapeHtml(advice[type].meaning)}</li>`;
  });
  return page('Problems', ['<ul>', ...items, '</ul>', '<p><a href="docs">Documentation</a></p>']);
}

/** The pages that the `type` of every problem leads to, and the list of all of them, by path. */
export const problemPages: ReadonlyMap<string, string> = new Map([
  ['/problems', listPage()],
  ...types.map((type) => [type, problemPage(type)] as const),
]);
