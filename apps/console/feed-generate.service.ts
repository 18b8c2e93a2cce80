import { StackError } from '@contactpoint/stack/stack-error'
import { generate, type Generated, type GenerateOptions } from '@contactpoint/synthetic'

/** Writes synthetic feeds and the truth beside them. @throws StackError for a number that is not taken or a folder that cannot be written */
export async function generateFeed(options: GenerateOptions): Promise<Generated> {
  try {
    return await generate(options)
  } catch (error) {
    if (error instanceof RangeError) throw new StackError(error.message)
    if (error instanceof Error && 'code' in error)
      throw new StackError(`${options.out} cannot be written to (${String(error.code)}).`)
    throw error
  }
}
