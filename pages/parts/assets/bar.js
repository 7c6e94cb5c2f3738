/* The reading room's bar: progress, the way through the claims, filters, the keyboard. It is the one that speaks with Python: what is
   clicked in the text (an event on the window) or in a card (a button with data-act) goes from here as {act, ...}. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const make = (name, className, text) => {
    const node = document.createElement(name)
    if (className) node.className = className
    if (text !== undefined) node.textContent = text
    return node
  }
  const icon = (name) => { const node = make("span", "icon", name); node.setAttribute("aria-hidden", "true"); return node }
  let root = parentElement.querySelector(".bar")
  const article = () => window.__evidenceArticle || { marks: [], facets: [], digest: "" }
  const state = window.__evidenceRoom?.run === data.run ? window.__evidenceRoom : { run: data.run, selected: data.selected, filters: data.filters, open: false, times: 0 }
  window.__evidenceRoom = state
  // What Python says holds, unless a click has gone out that it has not answered yet.
  if (data.times >= state.times || !state.times) { state.selected = data.selected; state.filters = data.filters }

  const send = (act) => setTriggerValue("act", { ...act, times: ++state.times })
  const decided = new Set(data.decided)

  const passes = (mark) =>
    article().facets.every((facet, at) => !(state.filters[facet.name] || []).length || state.filters[facet.name].includes(mark.facets[at]))
    && (!state.filters.undecided || !decided.has(mark.number - 1))
  const tellArticle = () => {
    const marks = article().marks
    window.__evidenceShown = {
      selected: state.selected,
      hidden: marks.filter((mark) => !passes(mark)).map((mark) => mark.number - 1),
      decided: data.decided,
    }
    window.dispatchEvent(new CustomEvent("evidence:show", { detail: window.__evidenceShown }))
  }

  const open = (id) => {
    if (!id || id === state.selected) return
    state.selected = id
    document.querySelector(".st-key-card")?.classList.add("waiting")
    tellArticle()
    paint()
    send({ act: "open", claim: id })
  }
  const here = () => article().marks.findIndex((mark) => mark.id === state.selected)
  const step = (way, wanted = passes) => {
    const marks = article().marks
    for (let at = here() + way; at >= 0 && at < marks.length; at += way) if (wanted(marks[at])) return marks[at].id
    return ""
  }
  const nextUndecided = () => {
    const marks = article().marks, from = here()
    for (let n = 1; n <= marks.length; n++) {
      const mark = marks[(from + n) % marks.length]
      if (mark && !decided.has(mark.number - 1) && passes(mark) && mark.id !== state.selected) return mark.id
    }
    return ""
  }
  const set = (name, value) => {
    const had = state.filters[name] || []
    state.filters = { ...state.filters, [name]: had.includes(value) ? had.filter((one) => one !== value) : [...had, value] }
    filtered()
  }
  const filtered = () => { tellArticle(); paint(); send({ act: "filter", filters: state.filters }) }

  /* ---- drawing */
  const button = (label, symbol, key, action, disabled, name) => {
    const node = make("button", "step")
    node.type = "button"
    node.dataset.name = name
    node.append(icon(symbol), make("span", "label", label))
    if (key) { const hint = make("kbd", "", key); hint.setAttribute("aria-hidden", "true"); node.append(hint); node.setAttribute("aria-keyshortcuts", key) }
    node.disabled = disabled
    node.onclick = action
    return node
  }
  const paint = () => {
    const marks = article().marks
    const focused = parentElement.getRootNode().activeElement?.dataset?.name || ""
    const fresh = make("div", "bar")
    const head = make("div", "head")
    const meter = make("div", "meter")
    meter.setAttribute("role", "progressbar")
    meter.setAttribute("aria-label", "Claims decided")
    meter.setAttribute("aria-valuemin", "0")
    meter.setAttribute("aria-valuemax", String(data.total))
    meter.setAttribute("aria-valuenow", String(data.decided.length))
    const fill = make("div")
    fill.style.width = data.total ? `${(100 * data.decided.length) / data.total}%` : "0"
    meter.append(fill)
    head.append(make("b", "", `${data.decided.length} of ${data.total} decided`), meter)
    if (data.locked) { const lock = make("span", "lock"); lock.append(icon("lock"), make("span", "", "signed off")); head.append(lock) }
    const steps = make("div", "steps")
    const passing = marks.filter(passes)
    const at = passing.findIndex((mark) => mark.id === state.selected)
    steps.append(
      button("Previous", "arrow_upward", "K", () => open(step(-1)), !step(-1), "previous"),
      button(state.selected ? "Next" : "First claim", "arrow_downward", "J", () => open(step(1)), !step(1), "next"),
      button("Undecided", "skip_next", "N", () => open(nextUndecided()), !nextUndecided(), "undecided"),
    )
    const picked = article().facets.reduce((sum, facet) => sum + (state.filters[facet.name] || []).length, state.filters.undecided ? 1 : 0)
    const filter = button(picked ? `Filters (${picked})` : "Filters", "filter_list", "F", () => { state.open = !state.open; paint() }, !marks.length, "filters")
    filter.setAttribute("aria-expanded", String(state.open))
    if (picked) filter.classList.add("on")
    steps.append(filter)
    if (state.selected) {
      steps.append(make("span", "place", at >= 0 ? `${at + 1} of ${passing.length}` : `${passing.length} marked`))
      const close = button("Close", "close", "", () => { state.selected = ""; tellArticle(); paint(); send({ act: "close" }) }, false, "close")
      close.classList.add("slim")
      close.title = "Close the claim"
      head.append(close)
    } else if (picked) steps.append(make("span", "place", `${passing.length} of ${marks.length} marked`))
    fresh.append(head, steps)
    if (state.open) fresh.append(filters(marks))
    if (root) root.replaceWith(fresh)
    else parentElement.append(fresh)
    root = fresh
    if (focused) root.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus()
  }
  const chip = (name, on, action, icon_, word, tone, count) => {
    const node = make("button", `pick${tone ? ` tone-${tone}` : ""}`)
    node.type = "button"
    node.dataset.name = name
    node.setAttribute("aria-pressed", String(on))
    if (icon_) node.append(icon(icon_))
    node.append(make("span", "", word))
    if (count !== undefined) node.append(make("b", "", String(count)))
    node.onclick = action
    return node
  }
  const filters = (marks) => {
    const box = make("div", "filters")
    const line = make("div", "group")
    line.append(chip("f.undecided", !!state.filters.undecided, () => { state.filters = { ...state.filters, undecided: !state.filters.undecided }; filtered() },
      "pending_actions", "not decided yet", "", data.total - data.decided.length))
    const any = article().facets.some((facet) => (state.filters[facet.name] || []).length) || state.filters.undecided
    if (any) line.append(chip("f.clear", false, () => { state.filters = {}; filtered() }, "filter_list_off", "Show all", ""))
    box.append(line)
    article().facets.forEach((facet, at) => {
      const counts = new Map()
      for (const mark of marks) if (mark.facets[at]) counts.set(mark.facets[at], (counts.get(mark.facets[at]) || 0) + 1)
      if (counts.size < 2 && !(state.filters[facet.name] || []).length) return
      const group = make("div", "group")
      group.setAttribute("role", "group")
      group.setAttribute("aria-label", facet.title)
      group.append(make("span", "over", facet.title))
      for (const option of facet.options) {
        if (!counts.has(option.value)) continue
        const on = (state.filters[facet.name] || []).includes(option.value)
        group.append(chip(`f.${facet.name}.${option.value}`, on, () => set(facet.name, option.value), option.icon, option.word, option.tone, counts.get(option.value)))
      }
      box.append(group)
    })
    return box
  }

  /* ---- what is heard: the text, buttons in cards, keys */
  const onAct = (event) => {
    const act = event.detail
    if (act.act === "open") {
      if (act.claim === state.selected) return
      open(act.claim)
    } else send(act)
  }
  const onClick = (event) => {
    const node = event.target instanceof Element ? event.target.closest("[data-act]") : null
    if (!node || !node.closest(".st-key-card")) return
    const { act, claim, pmid, value } = node.dataset
    if (act === "open") open(claim)
    else send({ act, claim: claim || "", pmid: pmid || "", value: value || "" })
  }
  const quote = () => {
    const card = document.querySelector(".st-key-card")
    const all = [...(card?.querySelectorAll("details.whole") || [])].filter((one) => one.offsetParent)
    const next = all.find((one) => !one.open)
    for (const one of all) one.open = false
    if (!next) return
    next.open = true
    next.scrollIntoView({ block: "nearest" })
    next.querySelector("summary")?.focus()
  }
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("[role=dialog]")) return
    const target = event.composedPath()[0]
    if (target instanceof Element && (target.matches("input, textarea, select") || target.isContentEditable)) return
    const key = event.key.toLowerCase()
    if (key === "j") open(step(1))
    else if (key === "k") open(step(-1))
    else if (key === "n") open(nextUndecided())
    else if (key === "f") { state.open = !state.open; paint() }
    else if (key === "q") quote()
    else if (key === "a" && state.selected) document.querySelector(".st-key-card [data-act=approve]:not([disabled])")?.click()
    else return
    event.preventDefault()
  }
  const onArticle = () => { tellArticle(); paint() }
  window.__evidenceBarOff?.()
  window.addEventListener("evidence:act", onAct)
  window.addEventListener("evidence:article", onArticle)
  document.addEventListener("click", onClick)
  document.addEventListener("keydown", onKey)
  window.__evidenceBarOff = () => {
    window.removeEventListener("evidence:act", onAct)
    window.removeEventListener("evidence:article", onArticle)
    document.removeEventListener("click", onClick)
    document.removeEventListener("keydown", onKey)
  }
  // Dialogs stand outside the app's own element, which alone carries the theme: our colours there must follow it.
  const app = document.querySelector(".stApp")
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme
  if (data.times >= state.times) document.querySelector(".st-key-card")?.classList.remove("waiting")
  tellArticle()
  paint()
  const card = document.querySelector(".st-key-card")?.closest("[data-testid=stColumn]")
  if (state.drawn !== data.selected) { state.drawn = data.selected; card?.scrollTo(0, 0); document.querySelector(".st-key-card")?.scrollTo(0, 0) }
}
