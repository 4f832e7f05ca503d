// Looks at what is laid out: run in the page by eyes.py.
var shown = (element) => {
  const box = element.getBoundingClientRect()
  return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
}
var said = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${(element.innerText ?? '').trim().slice(0, 24)}”`
var round = (box) => `${Math.round(box.width)}×${Math.round(box.height)} at ${Math.round(box.x)},${Math.round(box.y)}`

// A field that is covered by its label is pressed through it.
var pressed = (element) => (element.getBoundingClientRect().width <= 1 ? element.closest('label') : element)

var tooSmall = () => [...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=button], [role=radio], [role=tab]')]
  .map(pressed)
  .filter((element) => element && shown(element) && !element.closest('.ol-attribution'))
  .filter((element) => { const { width, height } = element.getBoundingClientRect(); return width < 43.5 || height < 43.5 })
  .map((element) => `${said(element)} ${round(element.getBoundingClientRect())}`)

// The letters themselves, line by line: an element's own box may be larger than they are.
var lines = (element) => [...element.childNodes]
  .filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
  .flatMap((node) => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()] })

var scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX + getComputedStyle(element).overflowY)
var inBox = (element) => { for (let at = element; at && at !== document.body; at = at.parentElement) if (scrolls(at)) return true; return false }
// What floats over the page is looked at by itself.
var layer = (element) => element.closest('.van-popup, .van-toast, .thumb-bar, .top-bar, .tools, .van-tabbar') ?? document.body
// Below 1 px is how letters are drawn; what is cut by less than a quarter of its line stays readable.
var SLACK = 2

var cutOrHidden = () => {
  const found = []
  const wide = document.documentElement.scrollWidth
  if (wide > innerWidth + 1) found.push(`the page is ${wide} px wide`)
  const texts = []
  for (const element of document.body.querySelectorAll('*')) {
    if (!shown(element) || element.closest('[role=application]')) continue
    const style = getComputedStyle(element)
    if (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + SLACK) found.push(`scrolls sideways: ${said(element)}`)
    if (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + SLACK && element.innerText) found.push(`cut off: ${said(element)}`)
    else if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + SLACK && element.innerText) found.push(`cut off below: ${said(element)}`)
    for (const box of lines(element)) {
      if (box.width < 2) continue
      if ((box.right > innerWidth + 1 || box.left < -1) && !inBox(element)) found.push(`outside: ${said(element)} ${round(box)}`)
      texts.push({ element, box })
    }
  }
  texts.forEach((one, at) => texts.slice(at + 1).forEach((other) => {
    if (one.element === other.element || layer(one.element) !== layer(other.element) || inBox(one.element) || inBox(other.element)) return
    const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
    const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
    if (across > SLACK && down > Math.min(one.box.height, other.box.height) / 4) found.push(`over each other: ${said(one.element)} and ${said(other.element)}`)
  }))
  return found
}
