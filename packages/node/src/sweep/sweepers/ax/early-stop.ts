import type { Logger } from '../../../logging/logging.js'

export interface EarlyStopSettings {
  readonly minimize: boolean
  /** Batches. */
  readonly patience: number
  /** What is better by less is no better. */
  readonly epsilon: number
}

/** Says when a search is over because its best value gets no better. */
export class EarlyStop {
  private best: number | undefined
  private idle = 0

  constructor(
    private readonly settings: EarlyStopSettings,
    private readonly log: Pick<Logger, 'info'>,
  ) {}

  /** Asked behind each batch. */
  isOver(value: number, shown: { readonly value: string; readonly params: string }): boolean {
    if (this.isBetter(value)) {
      this.best = value
      this.idle = 0
      this.log.info(`New best value: ${shown.value}, best parameters: ${shown.params}`)
      return false
    }
    this.idle++
    if (this.idle < this.settings.patience) return false
    this.log.info(`Early stopping, best known value ${this.best} did not improve for ${this.idle} epochs`)
    return true
  }

  private isBetter(value: number): boolean {
    const { minimize, epsilon } = this.settings
    if (this.best === undefined) return true
    return minimize ? value + epsilon < this.best : value - epsilon > this.best
  }
}
