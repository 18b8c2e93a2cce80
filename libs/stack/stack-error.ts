/** A message for whoever starts the stack: one line that says what is wrong and what to do. Shown without a stack trace. */
export class StackError extends Error {
  override readonly name = 'StackError'
}
