import cliProgress from 'cli-progress'

/**
 * A bar on standard error, and only where somebody looks; taken away when it stops.
 *
 * @param format as cli-progress has it: `{bar}`, `{percentage}`, `{eta_formatted}`
 */
export function progressBar(format: string): cliProgress.SingleBar {
  return new cliProgress.SingleBar(
    { format, stream: process.stderr, noTTYOutput: false, clearOnComplete: true, etaBuffer: 50 },
    cliProgress.Presets.shades_classic,
  )
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
  const bar = progressBar(format)
  bar.start(total, 0)
  try {
    return await work((done, all) => {
      bar.setTotal(all)
      bar.update(done)
    })
  } finally {
    bar.stop()
  }
}
