const WARN_AFTER_MS = 13 * 60 * 1000
const END_AFTER_MS = 15 * 60 * 1000

/** Says two minutes before a session ends, by this page's own clock, that it does. */
export function warnBeforeEnd() {
  const began = performance.now()
  const region = document.createElement('div')
  region.setAttribute('role', 'alert')
  region.className = 'govuk-width-container'
  document.querySelector('main').before(region)
  setTimeout(() => {
    region.innerHTML =
      '<div class="govuk-inset-text"><p class="govuk-body">You will be signed out in two minutes. What you have typed is kept until you sign in again.</p><button class="govuk-button govuk-button--secondary" type="button">Stay signed in</button></div>'
    region.querySelector('button').addEventListener('click', async () => {
      await fetch('/status')
      region.replaceChildren()
      warnBeforeEnd()
    })
  }, WARN_AFTER_MS)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && performance.now() - began > END_AFTER_MS && !document.querySelector('form input:focus'))
      window.location.reload()
  })
}
