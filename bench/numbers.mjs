export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Median and range of a list. */
export const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) })

/** The slope of log y over log x, by least squares: 1 is linear growth. */
export function logSlope(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)])
  const mean = (at) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length
  const [mx, my] = [mean(0), mean(1)]
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

/** The median of each answer's samples. */
export const medians = (answers) => answers.map(({ times }) => median(times))

/** Round by round, so that a machine that slows down slows both. */
export const ratios = (a, b) => a.map((value, at) => value / b[at])
