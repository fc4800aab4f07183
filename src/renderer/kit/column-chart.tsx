import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from "chart.js";
import { useEffect, useRef } from "react";

Chart.register(
  ...[BarController, BarElement, LineController, LineElement, PointElement, CategoryScale, LinearScale],
);

interface ColumnChartProps {
  /** The figures in words, for those who do not see the picture. */
  readonly label: string;
  readonly columns: readonly number[];
  /** Drawn over the columns to compare with; null: there is none. */
  readonly line: readonly number[] | null;
  /** Below the columns; an empty one leaves its place free. */
  readonly ticks: readonly string[];
  /** The column that still grows: it is drawn paler. */
  readonly growing: number;
  /** Draws anew when it changes: the colours are the theme's. */
  readonly look: string;
}

/** Columns with a dotted line over them. Type and colours come from the element it stands in; nothing moves. */
export function ColumnChart({ label, columns, line, ticks, growing, look }: ColumnChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const data = { columns, line, ticks, growing };
    const chart = new Chart(canvas.current, configuration(canvas.current, data));
    chart.canvas.dataset.look = look;
    return () => chart.destroy();
  }, [columns, line, ticks, growing, look]);
  return (
    <div className="column-chart">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

function configuration(
  canvas: HTMLCanvasElement,
  { columns, line, ticks, growing }: Pick<ColumnChartProps, "columns" | "line" | "ticks" | "growing">,
): ChartConfiguration<"bar" | "line", number[], string> {
  const style = getComputedStyle(canvas.parentElement ?? canvas);
  const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
  const size = () => Number.parseFloat(getComputedStyle(canvas.parentElement ?? canvas).fontSize);
  const font = () => ({ family: style.fontFamily, size: size() });
  const accent = colour("accent");
  return {
    type: "bar",
    data: {
      labels: [...ticks],
      datasets: [
        ...(line
          ? [
              {
                type: "line" as const,
                data: [...line],
                borderColor: colour("text-3"),
                borderWidth: () => size() / 6,
                borderDash: [size() / 5, size() / 3],
                borderCapStyle: "round" as const,
                pointRadius: 0,
                cubicInterpolationMode: "monotone" as const,
              },
            ]
          : []),
        {
          type: "bar" as const,
          data: [...columns],
          backgroundColor: columns.map((_, at) => (at === growing ? `${accent}90` : accent)),
          barPercentage: 0.9,
          categoryPercentage: 0.86,
        },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      scales: {
        x: {
          grid: { display: false },
          border: { color: colour("line-strong") },
          ticks: { color: colour("text-3"), font, autoSkip: false, maxRotation: 0 },
        },
        y: {
          beginAtZero: true,
          suggestedMax: 4,
          grid: { color: colour("line"), drawTicks: false },
          border: { display: false },
          ticks: { color: colour("text-3"), font, maxTicksLimit: 5, precision: 0 },
        },
      },
    },
  };
}
