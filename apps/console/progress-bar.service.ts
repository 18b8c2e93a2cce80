import cliProgress from 'cli-progress'

const NARROWEST = 80

/**
 * A bar on standard error, and only where somebody looks; taken away when it stops. The terminal stays as it is, with its
 * cursor and its wrapped lines, so that Ctrl-C has nothing to put right, however busy we are.
 */
export class ProgressBar {
  readonly #bar: cliProgress.SingleBar

  /** @param format as cli-progress has it (`{bar}`, `{percentage}`), and `{left}`: how long it may still take, once that is known */
  constructor(format: string) {
    const words: cliProgress.GenericFormatter = (options, params, payload) =>
      barText(format, params, (known) =>
        cliProgress.Format.Formatter({ ...options, format: known }, params, payload),
      ).slice(0, (process.stderr.columns ?? NARROWEST) - 1)
    this.#bar = new cliProgress.SingleBar(
      {
        stream: process.stderr,
        noTTYOutput: false,
        clearOnComplete: true,
        hideCursor: false,
        linewrap: true,
        etaBuffer: 50,
        format: words,
      },
      cliProgress.Presets.shades_classic,
    )
  }

  start(total: number, done: number): void {
    this.#bar.start(total, done)
  }

  update(done: number, total: number): void {
    this.#bar.setTotal(total)
    this.#bar.update(done)
  }

  stop(): void {
    this.#bar.stop()
  }
}

/** The line of a bar. Nothing is said of what is not known yet: neither "0/0 rows" nor how long it will take. */
export function barText(
  format: string,
  { total, eta }: Pick<cliProgress.Params, 'total' | 'eta'>,
  fill: (format: string) => string,
): string {
  if (total === 0) return fill(format.split('{bar}')[0]!.trimEnd() + ' …')
  const isKnown = Number.isFinite(Number(eta)) && Number(eta) >= 0
  return fill(format.replace('{left}', isKnown ? '{eta_formatted} left' : '…'))
}

/**
 * Shows a bar while the work lasts; it is gone when the work ends or fails, so that what is printed next stands alone.
 *
 * @param work is handed how to say how far it is
 * @param total known before the work begins
 */
export async function withBar<T>(
  format: string,
  total: number,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new ProgressBar(format)
  bar.start(total, 0)
  try {
    return await work((done, all) => bar.update(done, all))
  } finally {
    bar.stop()
  }
}
