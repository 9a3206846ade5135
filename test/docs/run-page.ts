import { expect } from 'vitest'
import { isAsShown } from './compare.js'
import { type PageEngine, startEngine } from './engines.js'
import { type Block, type Folder, filesIn, type Step, stepsOf } from './page.js'
import type { Place, Started } from './place.js'

/** A command that goes on while those behind it run. */
interface Meanwhile {
  readonly block: Block
  readonly step: Step
  readonly started: Started
}

/** Runs the blocks of a page one after the other, and holds what comes of each to what it shows. */
export class PageRun {
  private readonly engines = new Map<string, PageEngine | undefined>()
  private readonly meanwhile: Meanwhile[] = []

  constructor(private readonly placeOf: (folder: Folder) => Place) {}

  /** Engines that cannot be started on this machine: what needs them was not run. */
  get missing(): readonly string[] {
    return [...this.engines].filter(([, engine]) => engine === undefined).map(([name]) => name)
  }

  /** @param before the block in front of it, which printed what this one shows */
  async run(block: Block, before: Block | undefined): Promise<void> {
    const engine = await this.engineOf(block)
    if (engine === undefined && block.engine !== undefined) return
    const place = this.placeOf(block.folder)
    for (const [name, text] of Object.entries(filesIn(block))) place.write(name, text)
    const steps = stepsOf(block) ?? []
    const isBare = steps.every(({ output }) => output.length === 0)
    for (const step of steps) {
      const started = place.start(step.command, engine?.env)
      if (block.isMeanwhile) {
        this.meanwhile.push({ block, step, started })
        await started.says('\n')
      } else if (isBare) {
        const { output, code } = await started.ended
        expect(code, `${block.place}: ${step.command}\n${output}`).toBe(0)
      } else await this.expectShown(block, step, started)
    }
    if (block.isOutput) {
      place.write('shown.mts', `${before?.given}${before?.text}`)
      const { output } = await place.start('node shown.mjs').ended
      if (!isAsShown(block.text.split('\n'), output)) expect(output, block.place).toBe(block.text)
    }
  }

  /** What went on until now ends, and is held to what the page shows of it. */
  async finish(): Promise<void> {
    for (const { block, step, started } of this.meanwhile) {
      started.end()
      await this.expectShown(block, step, started)
    }
  }

  async stop(): Promise<void> {
    for (const { started } of this.meanwhile) started.end()
    for (const engine of this.engines.values()) await engine?.stop()
  }

  private async expectShown(block: Block, { command, output: shown }: Step, started: Started): Promise<void> {
    const [here, there] = (await this.engineOf(block))?.address ?? ['', '']
    const output = (await started.ended).output.replaceAll(here, there)
    if (!isAsShown(shown, output, block.isUnordered))
      expect(output, `${block.place}: ${command}`).toBe(shown.join('\n'))
  }

  private async engineOf({ engine: name }: Block): Promise<PageEngine | undefined> {
    if (name === undefined) return undefined
    if (!this.engines.has(name)) this.engines.set(name, await startEngine(name))
    return this.engines.get(name)
  }
}
