import { Injectable } from '@nestjs/common'
import { existsSync, readFileSync } from 'node:fs'
import { isIn } from './common-passwords.rules.ts'

/** The passwords that everybody uses, as a filter (see NOTICE). */
@Injectable()
export class CommonPasswordsService {
  private readonly filter = readFilter('common-passwords.bloom')

  isCommon(password: string): boolean {
    return isIn(this.filter, password)
  }
}

/** Beside the source or, in an image, where the source was. */
function readFilter(name: string): Uint8Array {
  const beside = new URL(`./reference/${name}`, import.meta.url)
  return readFileSync(existsSync(beside) ? beside : new URL(`../../enrolments/reference/${name}`, import.meta.url))
}
