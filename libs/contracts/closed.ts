const closed = new WeakSet<object>()

/**
 * A class whose every field narrows what is asked. One that the receiver does not know must be refused, also between services of two
 * versions: passed over, the answer would be wider than the question.
 */
export function Closed(): ClassDecorator {
  return (target) => void closed.add(target)
}

export function isClosed(shape: object): boolean {
  return closed.has(shape)
}
