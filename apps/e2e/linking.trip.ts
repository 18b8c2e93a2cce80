import { startConsole, type Said } from './console.trip.ts'

/** `console match …` as somebody types it, in a folder. */
export async function match(cwd: string, ...args: readonly string[]): Promise<Said> {
  return startConsole(cwd, 'match', ...args).ended
}

/** The rows of a file without quotes, each as an object of its columns. */
export function rowsOf(csv: string): Record<string, string>[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const columns = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, place) => [columns[place]!, cell])))
}
