/** A point of a line. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

export interface LinePlot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** In order of x; all positive. */
  readonly points: readonly PlotPoint[];
}

/** Size of a plot and its margins, in pixels. */
const WIDTH = 460;
const HEIGHT = 300;
const LEFT = 64;
const RIGHT = 20;
const TOP = 40;
const BOTTOM = 52;
/** Lines of the grid above zero. */
const STEPS = 4;
/** Above the highest value, so that its label has room. */
const HEADROOM = 1.1;

/** Plots side by side as SVG, each from zero, so that a straight line through the corner is growth in step. */
export function linePlots(plots: readonly LinePlot[]): string {
  const body = plots
    .map((plot, at) => `<g transform="translate(${at * WIDTH} 0)">\n${onePlot(plot)}\n</g>`)
    .join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH * plots.length}" height="${HEIGHT}" viewBox="0 0 ${WIDTH * plots.length} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#333">
<rect width="100%" height="100%" fill="#fff"/>
${body}
</svg>
`;
}

function onePlot({ title, xLabel, yLabel, points }: LinePlot): string {
  const mostX = Math.max(...points.map(({ x }) => x)) * HEADROOM;
  const mostY = Math.max(...points.map(({ y }) => y)) * HEADROOM;
  const atX = (x: number): number => Math.round(LEFT + (x / mostX) * (WIDTH - LEFT - RIGHT));
  const atY = (y: number): number => Math.round(HEIGHT - BOTTOM - (y / mostY) * (HEIGHT - TOP - BOTTOM));
  const line = points.map(({ x, y }) => `${atX(x)},${atY(y)}`).join(' ');
  return [
    text(WIDTH / 2, 22, title, 'middle', 'font-weight="bold"'),
    ...Array.from({ length: STEPS + 1 }, (_line, step) => gridLine((mostY * step) / STEPS, atY, atX(mostX))),
    `<polyline points="${line}" fill="none" stroke="#1f6feb" stroke-width="2"/>`,
    ...points.flatMap(({ x, y }) => [
      `<circle cx="${atX(x)}" cy="${atY(y)}" r="3.5" fill="#1f6feb"/>`,
      text(atX(x), atY(y) - 9, seconds(y), 'middle'),
      text(atX(x), HEIGHT - BOTTOM + 18, count(x), 'middle'),
    ]),
    text(WIDTH / 2, HEIGHT - 12, xLabel, 'middle'),
    text(LEFT, TOP - 6, yLabel, 'middle'),
  ].join('\n');
}

function gridLine(value: number, atY: (y: number) => number, right: number): string {
  const y = atY(value);
  return `<line x1="${LEFT}" x2="${right}" y1="${y}" y2="${y}" stroke="#ddd"/>\n${text(LEFT - 8, y + 4, seconds(value), 'end')}`;
}

function text(x: number, y: number, words: string, anchor: 'middle' | 'end', more = ''): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${more === '' ? '' : ` ${more}`}>${words}</text>`;
}

function seconds(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/** 175k, 1,748k: people at the axis, in thousands. */
function count(value: number): string {
  return value < 1_000 ? String(value) : `${Math.round(value / 1_000).toLocaleString('en-US')}k`;
}
