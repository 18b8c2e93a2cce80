/** One key for each choice of a comparison: the letter that stands on its button. Not while somebody types. */
export function shortcuts() {
  const keys = new Map([...document.querySelectorAll('[data-key]')].map((element) => [element.dataset.key, element]))
  if (keys.size === 0) return
  document.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey || target.closest('input, select, textarea')) return
    keys.get(key)?.focus()
  })
}
