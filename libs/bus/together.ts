import DataLoader from 'dataloader'

export interface TogetherOptions {
  /** Questions in one go at the most. */
  most: number
  /** Goes under way at a time; what comes meanwhile waits for the next, and is larger. */
  atOnce?: number
}

/** A go that takes longer holds up nobody else: whoever was to answer may have died with it. Milliseconds. */
const PATIENCE_MS = 100

/**
 * Makes one go of what is asked at the same moment, or while others are under way: nobody waits when there is nothing to do, and
 * the more is asked, the less each costs.
 *
 * @param go answers in the order of the questions; an Error in place of an answer is thrown to that one asker only
 */
export function together<Question, Answer>(
  go: (questions: readonly Question[]) => Promise<(Answer | Error)[]>,
  { most, atOnce = 1 }: TogetherOptions,
): (question: Question) => Promise<Answer> {
  const waiting: (() => void)[] = []
  let underWay = 0
  const giveWay = (): void => {
    const next = waiting.shift()
    if (next) next()
    else underWay -= 1
  }
  const loader = new DataLoader<Question, Answer>(
    async (questions) => {
      const done = once(giveWay)
      const slow = setTimeout(done, PATIENCE_MS)
      try {
        return await go(questions)
      } finally {
        clearTimeout(slow)
        done()
      }
    },
    {
      cache: false,
      maxBatchSize: most,
      batchScheduleFn: (dispatch) => {
        if (underWay >= atOnce) return void waiting.push(dispatch)
        underWay += 1
        setImmediate(dispatch)
      },
    },
  )
  return (question) => loader.load(question)
}

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
