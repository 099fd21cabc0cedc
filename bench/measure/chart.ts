import type { Measurement } from './rounds.ts';

const width = 760;
const nameWidth = 190;
const valueWidth = 110;
const barHeight = 16;
const gap = 5;
const headHeight = 34;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Bars of one kind of work. One that is longer than all others by far is cut, so that the others can be told apart. */
function group(title: string, measurements: readonly Measurement[], top: number): string[] {
  const sorted = measurements.map(({ cpu }) => cpu).sort((a, b) => b - a);
  const [longest = 1, second = longest] = sorted;
  const end = Math.min(longest, second * 1.25);
  const room = width - nameWidth - valueWidth;
  const rows = measurements.flatMap(({ server, cpu }, index) => {
    const y = top + headHeight + index * (barHeight + gap);
    const length = (Math.min(cpu, end) / end) * room;
    const color = server === 'tasks-api' ? '#1a7f5a' : '#8a94a3';
    const cut = cpu > end;
    const edge = nameWidth + length - 14;
    return [
      `<text x="${nameWidth - 8}" y="${y + 12}" text-anchor="end">${escape(server)}</text>`,
      `<rect x="${nameWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" fill="${color}"/>`,
      ...(cut
        ? [`<path d="M${edge.toFixed(1)} ${y + barHeight} l6 ${-barHeight} h5 l-6 ${barHeight} z" fill="#ffffff"/>`]
        : []),
      `<text x="${(nameWidth + length + 6).toFixed(1)}" y="${y + 12}">${cpu.toFixed(0)} µs${cut ? ', bar cut' : ''}</text>`,
    ];
  });
  return [`<text x="${nameWidth}" y="${top + 24}" font-weight="bold">${escape(title)}</text>`, ...rows];
}

/** CPU time for a request, as bars: one group for each kind of work. SVG. */
export function drawChart(groups: readonly { title: string; measurements: readonly Measurement[] }[]): string {
  const lines: string[] = [];
  let height = 0;
  for (const { title, measurements } of groups) {
    lines.push(...group(title, measurements, height));
    height += headHeight + measurements.length * (barHeight + gap) + 8;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    '<title>CPU time for a request, in microseconds: less is better</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}
