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
