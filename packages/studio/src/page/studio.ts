import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { TreeData } from '../tree/tree-data.js'
import type { Look } from './address.js'
import type { ProblemData } from './engine/check-tree.js'
import type { RemoteSession } from './engine/remote.js'
import type { Outcome } from './engine/session.js'
import type { OneByOne } from './turns.js'

/** Looks at something else. `isStep` says that "back" leads here again; true unless told. The same one all the time. */
export type Turn = (change: Partial<Look> | ((look: Look) => Partial<Look>), isStep?: boolean) => void

/** What every view has to work with. */
export interface Studio {
  readonly tree: TreeData
  readonly session: RemoteSession
  readonly look: Look
  readonly turn: Turn
  /** What came of composing; undefined until the first answer. */
  readonly outcome: Outcome | undefined
  /** What is wrong with the tree, where someone looks at that; undefined while it is found out. */
  readonly problems: readonly ProblemData[] | undefined
  /** Counts what changed in the tree: views that ask about it ask again. */
  readonly version: number
  /** Whether every text of the tree is here: of a tree with very many files the names come first. */
  readonly hasTexts: boolean
  /** Gets all of them, for who searches in them. */
  readonly loadTexts: () => Promise<void>
  /** Composes again, after an edit or when variables are known. */
  readonly recompose: () => void
  /** Whether the server still tells of changes; true of a published page, which has none. */
  readonly isFollowing: boolean
  /** Whether values of environment variables are shown. */
  readonly showsVariables: boolean
  readonly showVariables: () => Promise<void>
}

export const StudioContext = createContext<Studio | undefined>(undefined)

export function useStudio(): Studio {
  return useContext(StudioContext)!
}

/** Of its own, for views that nothing else concerns: they are not drawn again with all the rest. */
export const TurnContext = createContext<Turn>(() => {})

export function useTurn(): Turn {
  return useContext(TurnContext)
}

/** In which the editors are made. */
export const QueueContext = createContext<OneByOne | undefined>(undefined)

/** What a question came to; undefined until it is answered. An answer to an earlier question is dropped. */
export function useAnswer<T>(ask: () => Promise<T>, about: readonly unknown[]): T | undefined {
  const [answer, setAnswer] = useState<T | undefined>(undefined)
  useEffect(() => {
    let isAsked = true
    ask().then((value) => {
      if (isAsked) setAnswer(() => value)
    })
    return () => {
      isAsked = false
    }
  }, about)
  return answer
}
