import { rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileHandle } from 'node:fs/promises'

const CHUNK = 1 << 18

/**
 * A file being written from the start, in large pieces: a write per line would take most of the time. Until it is kept it has
 * another name: whoever finds it by its own finds it whole.
 */
export class TextFile {
  readonly #handle: FileHandle
  #pending = ''

  private constructor(
    readonly path: string,
    handle: FileHandle,
  ) {
    this.#handle = handle
  }

  /** Begins the file; the one that is there stays until this one is kept. */
  static async create(path: string): Promise<TextFile> {
    return new TextFile(path, await open(partOf(path), 'w'))
  }

  /** Returns nothing to wait for while there is room, so that most lines cost no turn of the event loop. */
  write(text: string): Promise<void> | undefined {
    this.#pending += text
    return this.#pending.length < CHUNK ? undefined : this.#flush()
  }

  /** Writes what is left, and gives the file its name. */
  async keep(): Promise<void> {
    await this.#flush()
    await this.#handle.close()
    await rename(partOf(this.path), this.path)
  }

  /** Leaves nothing behind. At once, as a process may be about to end. */
  discard(): void {
    rmSync(partOf(this.path), { force: true })
    this.#handle.close().catch(() => undefined)
  }

  async #flush(): Promise<void> {
    const text = this.#pending
    this.#pending = ''
    await this.#handle.writeFile(text)
  }
}

function partOf(path: string): string {
  return join(dirname(path), `.part-${basename(path)}`)
}
