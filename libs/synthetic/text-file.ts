import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

const CHUNK = 1 << 18

/** A file being written from the start, in large pieces: a write per line would take most of the time. */
export class TextFile {
  readonly #handle: FileHandle
  #pending = ''

  private constructor(
    readonly path: string,
    handle: FileHandle,
  ) {
    this.#handle = handle
  }

  /** Makes the file, or empties the one that is there. */
  static async create(path: string): Promise<TextFile> {
    return new TextFile(path, await open(path, 'w'))
  }

  /** Returns nothing to wait for while there is room, so that most lines cost no turn of the event loop. */
  write(text: string): Promise<void> | undefined {
    this.#pending += text
    return this.#pending.length < CHUNK ? undefined : this.#flush()
  }

  async close(): Promise<void> {
    try {
      await this.#flush()
    } finally {
      await this.#handle.close()
    }
  }

  async #flush(): Promise<void> {
    const text = this.#pending
    this.#pending = ''
    await this.#handle.writeFile(text)
  }
}
