// Jest calls this after the last spec.
export { removeSharedStacks as default } from './shared-stacks.mjs'
