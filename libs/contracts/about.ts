import 'reflect-metadata'

/** Words about a class or a field, and what else of JSON Schema its rules cannot say: an example, limits of an answer. */
export interface Said {
  description?: string
  [keyword: string]: unknown
}

const SAID = 'contactpoint:said'

/** Describes a class or a field for whoever reads `/openapi.json`. Said twice of one field, the outer one adds to the inner. */
export function About(description: string, more: Said = {}): ClassDecorator & PropertyDecorator {
  return adding({ ...more, description })
}

/** Says something of a field without words. */
export function Schema(more: Said): PropertyDecorator {
  return adding(more)
}

/** Always there, and perhaps null: nothing is known. */
export function OrNull(): PropertyDecorator {
  return adding({ nullable: true })
}

export function saidOfClass(target: object): Said {
  return (Reflect.getOwnMetadata(SAID, target) as Said | undefined) ?? {}
}

export function saidOfField(target: { prototype: object }, field: string): Said {
  return (Reflect.getMetadata(SAID, target.prototype, field) as Said | undefined) ?? {}
}

function adding(said: Said): ClassDecorator & PropertyDecorator {
  return (target: object, field?: string | symbol) => {
    const before = (field ? Reflect.getMetadata(SAID, target, field) : saidOfClass(target)) as Said | undefined
    const all = { ...before, ...said }
    if (field) Reflect.defineMetadata(SAID, all, target, field)
    else Reflect.defineMetadata(SAID, all, target)
  }
}
