/** Several property decorators as one (Nest has the same, but contracts stay free of Nest). */
export function applyDecorators(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property)
  }
}
