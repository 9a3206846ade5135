import type { SweepVerdict } from '../sweep/plan.js'

/** What the jobs of a sweep come to, as a sentence. */
export function countsText({ counts }: SweepVerdict): string {
  const parts = [
    [counts.effective, 'change something'],
    [counts['no-op'], 'change nothing'],
    [counts.invalid, 'are refused by ModelOpt'],
    [counts.fails, 'fail when they run'],
    [counts.repeated, 'repeat another job'],
    [counts.colliding, 'write where another does'],
    [counts.unjudged, 'could not be judged'],
  ] as const
  return `${parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ')}.`
}
