/* The article as text nodes with its claims marked. Only textContent is ever set, so hostile text stays text.
   It asks Python nothing: a click, or a selection made into a claim, is told to the bar (bar.js) by an event on the window, and the bar
   tells back which claim is open, which are unmarked and which are decided. Where claims overlap, clicking again goes to the next one. */
export default function (component) {
  const { data, parentElement } = component
  const NAMES = { heading: "h", paragraph: "p", list_item: "li", table_cell: "td" }
  const STYLES = { b: "strong", i: "slanted", c: "code", l: "link", x: "unseen" }
  const make = (name, className) => {
    const node = document.createElement(name)
    if (className) node.className = className
    return node
  }
  const icon = (name) => {
    const node = make("span", "icon")
    node.textContent = name
    node.setAttribute("aria-hidden", "true")
    return node
  }
  const tell = (act) => window.dispatchEvent(new CustomEvent("evidence:act", { detail: act }))
  const narrow = () => window.innerWidth <= 900
  const points = (text) => { let n = 0; for (const _ of text) n++; return n }
  // The sheet is where the offer to add a claim is placed; the component's own root may be a shadow root, which has no place.
  let sheet = parentElement.querySelector(".sheet")
  if (!sheet) { sheet = make("div", "sheet"); parentElement.append(sheet) }
  let root = sheet.querySelector("article")
  let shown = window.__evidenceShown || { selected: "", hidden: [], decided: [] }

  const tagOf = (number) => {
    const claim = data.marks[number]
    const tag = make("button", `tag tone-${claim.tone}`)
    tag.type = "button"
    tag.dataset.claim = claim.id
    tag.tabIndex = -1
    const count = make("span", "count")
    count.textContent = String(claim.number)
    const word = make("span", "word")
    word.textContent = claim.word
    const spoken = make("span", "spoken")
    spoken.textContent = `: ${claim.words}`
    tag.append(count, icon(claim.icon), word, spoken)
    tag.onclick = () => tell({ act: "open", claim: claim.id })
    return tag
  }

  /* A run of text; its place in the frozen text, in code points, goes with the text node. */
  const wordsOf = (words, start, style, className) => {
    const text = document.createTextNode(words)
    text.__start = start
    const worn = [...style].map((letter) => STYLES[letter]).filter(Boolean)
    if (!className && !worn.length) return text
    const node = make("span", [className, ...worn].filter(Boolean).join(" "))
    node.append(text)
    return node
  }

  const pieceOf = (words, over, start, style) => {
    if (over.length === 0) return wordsOf(words, start, style, "")
    const node = wordsOf(words, start, style, "mark")
    node.dataset.over = over.join(" ")
    node.onclick = () => {
      if (String(selection() || "")) return
      const ids = (node.dataset.claims || "").split(" ").filter(Boolean)
      if (ids.length) tell({ act: "open", claim: ids[(ids.indexOf(root.dataset.selected) + 1) % ids.length] })
    }
    return node
  }
  // A tag stands behind the punctuation that follows its claim, so that no line begins with a comma.
  const fill = (node, pieces, start) => {
    let waiting = []
    let at = start
    for (const [words, over, ending, style] of pieces) {
      const closing = waiting.length ? words.match(/^[.,;:!?)\]\u2019\u201d"']+/)?.[0] || "" : ""
      if (closing) { node.append(pieceOf(closing, over, at, style)); at += points(closing) }
      // A hidden sign right behind a claim still belongs before its tag.
      if (waiting.length && !closing && style.includes("x") && !over.length) { node.append(pieceOf(words, over, at, style)); at += points(words); waiting.push(...ending.map(tagOf)); continue }
      node.append(...waiting)
      waiting = []
      const rest = words.slice(closing.length)
      if (rest) { node.append(pieceOf(rest, over, at, style)); at += points(rest) }
      waiting.push(...ending.map(tagOf))
    }
    node.append(...waiting)
  }

  const draw = () => {
    const fresh = make("article")
    fresh.setAttribute("aria-label", data.title)
    fresh.dataset.digest = data.digest
    let lists = [], table = null, row = -1
    for (const block of data.blocks) {
      const heading = block.kind === "heading"
      const node = make(heading ? `h${Math.min(Math.max(block.level, 1), 6)}` : NAMES[block.kind] || "p")
      if (heading) node.className = "heading"
      node.dir = "auto"
      fill(node, block.pieces, block.start)
      if (block.kind === "list_item") {
        const depth = Math.max(block.level, 1)
        while (lists.length > depth) lists.pop()
        while (lists.length < depth) {
          const list = make("ul")
          const above = lists.length ? lists[lists.length - 1] : null
          if (above) (above.lastElementChild || above).append(list)
          else fresh.append(list)
          lists.push(list)
        }
        lists[lists.length - 1].append(node)
      } else lists = []
      if (block.kind === "table_cell") {
        if (!table) { table = make("table"); const box = make("div", "wide"); box.append(table); fresh.append(box); row = -1 }
        if (block.row !== row) { table.append(make("tr")); row = block.row }
        table.lastElementChild.append(node)
      } else table = null
      if (block.kind !== "list_item" && block.kind !== "table_cell") fresh.append(node)
    }
    fresh.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
      if (!step || !event.target.classList.contains("tag")) return
      const tags = [...fresh.querySelectorAll(".tag:not([hidden])")]
      const next = tags[tags.indexOf(event.target) + step]
      if (next) { next.focus(); event.preventDefault() }
    }
    if (root) root.replaceWith(fresh)
    else sheet.append(fresh)
    root = fresh
    window.__evidenceArticle = { digest: data.digest, marks: data.marks, facets: data.facets }
    window.dispatchEvent(new CustomEvent("evidence:article"))
  }

  /* ---- what the bar tells: the open claim, claims that are not marked, claims that are decided */
  const show = (told) => {
    const moved = root.dataset.selected !== (told.selected || "")
    const lanes = told.hidden.join(",") !== shown.hidden.join(",") || root.dataset.laid !== "yes"
    shown = told
    const hidden = new Set(told.hidden), decided = new Set(told.decided)
    root.dataset.selected = told.selected || ""
    for (const node of root.querySelectorAll("[data-over]")) {
      if (lanes) {
        const over = node.dataset.over.split(" ").map(Number).filter((number) => !hidden.has(number))
        node.dataset.claims = over.map((number) => data.marks[number].id).join(" ")
        node.className = node.className.replace(/\btone-\S+|\bmark\b/g, "").trim()
        if (over.length) node.classList.add("mark", `tone-${data.marks[over[0]].tone}`)
        const lines = over.slice(0, 4)
        node.style.setProperty("--lanes", String(lines.length))
        node.style.backgroundImage = lines.map((number) => `linear-gradient(var(--${data.marks[number].tone}-line), var(--${data.marks[number].tone}-line))`).join(",")
        node.style.backgroundPosition = lines.map((_, lane) => `0 calc(100% - ${(lines.length - 1 - lane) * 3}px)`).join(",")
      }
      node.classList.toggle("chosen", !!told.selected && node.dataset.claims.split(" ").includes(told.selected))
    }
    root.dataset.laid = "yes"
    let first = null
    data.marks.forEach((claim, number) => {
      const tag = tags.get(claim.id)
      if (!tag) return
      const chosen = claim.id === told.selected
      tag.hidden = hidden.has(number)
      tag.classList.toggle("chosen", chosen)
      tag.classList.toggle("decided", decided.has(number))
      tag.setAttribute("aria-pressed", String(chosen))
      tag.tabIndex = -1
      if (chosen) first = tag
    })
    first = first || root.querySelector(".tag:not([hidden])")
    if (first) first.tabIndex = 0
    if (told.selected && moved) reach(first)
  }
  const reach = (tag) => {
    const node = root.querySelector(".mark.chosen") || tag
    if (!node) return
    const place = node.getBoundingClientRect()
    const floor = narrow() ? window.innerHeight * 0.42 : window.innerHeight - 40
    if (place.top < 80 || place.bottom > floor) {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches
      node.scrollIntoView({ block: narrow() ? "start" : "center", behavior: calm ? "auto" : "smooth" })
    }
  }

  /* ---- words selected by the reader, as a new claim */
  const selection = () => {
    const shadow = parentElement.getRootNode()
    return shadow.getSelection ? shadow.getSelection() : document.getSelection()
  }
  const selected = () => {
    const shadow = parentElement.getRootNode()
    const picked = selection()
    if (!picked || (picked.isCollapsed && !picked.getComposedRanges)) return null
    let range = picked.rangeCount ? picked.getRangeAt(0) : null
    if (!shadow.getSelection && picked.getComposedRanges) {
      const [found] = picked.getComposedRanges({ shadowRoots: [shadow] })
      if (!found) return null
      range = document.createRange()
      range.setStart(found.startContainer, found.startOffset)
      range.setEnd(found.endContainer, found.endOffset)
    }
    if (!range || range.collapsed || !root.contains(range.commonAncestorContainer)) return null
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    let start = -1, end = -1
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.__start === undefined || !range.intersectsNode(node)) continue
      const from = node === range.startContainer ? range.startOffset : 0
      const to = node === range.endContainer ? range.endOffset : node.data.length
      if (to <= from) continue
      if (start < 0) start = node.__start + points(node.data.slice(0, from))
      end = node.__start + points(node.data.slice(0, to))
    }
    return end > start && start >= 0 ? { start, end, range } : null
  }
  const offer = () => {
    const found = selected()
    let button = sheet.querySelector(".offer")
    if (!found || !String(found.range).trim()) { if (button) button.remove(); return }
    if (!button) {
      button = make("button", "offer")
      button.type = "button"
      const words = make("span")
      words.textContent = "Add as a claim"
      button.append(icon("add_comment"), words)
      button.onmousedown = (event) => event.preventDefault()
      sheet.append(button)
    }
    button.onclick = () => {
      tell({ act: "add", start: found.start, end: found.end })
      selection().removeAllRanges()
      button.remove()
    }
    const place = found.range.getBoundingClientRect(), home = sheet.getBoundingClientRect()
    button.style.left = `${Math.max(0, Math.min(place.left - home.left, home.width - 150))}px`
    button.style.top = `${place.bottom - home.top + 6}px`
  }

  if (!root || root.dataset.digest !== data.digest) draw()
  const tags = new Map([...root.querySelectorAll(".tag")].map((tag) => [tag.dataset.claim, tag]))
  let soon = 0
  const onShow = (event) => show(event.detail)
  const onSelect = () => { clearTimeout(soon); soon = setTimeout(offer, 180) }
  window.__evidenceArticleOff?.()
  window.addEventListener("evidence:show", onShow)
  document.addEventListener("selectionchange", onSelect)
  root.addEventListener("mouseup", onSelect)
  window.__evidenceArticleOff = () => {
    window.removeEventListener("evidence:show", onShow)
    document.removeEventListener("selectionchange", onSelect)
  }
  show(window.__evidenceShown || shown)
}
