// How the app is to look on this phone, before anything is painted: a script that the page waits for, and no inline one,
// which our content security policy forbids. What was chosen is kept here by composables/useLook.ts.
(() => {
  const root = document.documentElement
  const dark = document.querySelector('#dark')
  const bySystem = dark.media
  const COLOURS = { light: 'not all', dark: 'all' }
  const TEXT = { large: '125%', huge: '150%' }
  // So few letters of the usual size to a line that what stands side by side no longer fits.
  const NARROW_EM = 17

  function chosen() {
    try {
      return JSON.parse(localStorage.getItem('look')) ?? {}
    } catch {
      // A browser set to keep nothing.
      return {}
    }
  }

  function measure() {
    root.toggleAttribute('data-narrow', innerWidth < NARROW_EM * parseFloat(getComputedStyle(root).fontSize))
  }

  // The phone's own bar takes the colour of ours, which is known once the stylesheets are there.
  function tint() {
    const paper = getComputedStyle(root).getPropertyValue('--q-paper').trim()
    if (paper) document.querySelector('meta[name=theme-color]').content = paper
  }

  window.applyLook = () => {
    const { colours, text } = chosen()
    dark.media = COLOURS[colours] ?? bySystem
    root.style.fontSize = TEXT[text] ?? ''
    measure()
    tint()
  }

  window.applyLook()
  addEventListener('load', tint)
  addEventListener('resize', measure)
  const system = matchMedia(bySystem)
  // Safari 14 has only the older of the two.
  if (system.addEventListener) system.addEventListener('change', () => window.applyLook())
  else system.addListener(() => window.applyLook())
})()
