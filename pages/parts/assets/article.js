/* The article as text nodes with its claims marked. Only textContent is ever set, so hostile text stays text.
   A click on a mark, or Enter on its tag, gives back the claim's id; where claims overlap, clicking again goes to the next one. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const NAMES = { heading: "h", paragraph: "p", list_item: "li", table_cell: "td" }
  const make = (name, className) => {
    const node = document.createElement(name)
    if (className) node.className = className
    return node
  }
  const narrow = () => window.innerWidth <= 900
  const choose = (id) => {
    mark(id)
    setTriggerValue("chosen", id)
    // On a narrow screen the card stands below the text: go there.
    if (narrow()) setTimeout(() => document.querySelector(".st-key-card")?.scrollIntoView({ behavior: "smooth" }), 350)
  }
  let root = parentElement.querySelector("article")

  const tagOf = (number) => {
    const claim = data.marks[number]
    const tag = make("button", `tag tone-${claim.tone}`)
    tag.type = "button"
    tag.dataset.claim = claim.id
    tag.tabIndex = -1
    const icon = make("span", "icon")
    icon.textContent = claim.icon
    icon.setAttribute("aria-hidden", "true")
    const count = make("span", "count")
    count.textContent = String(claim.number)
    const word = make("span")
    word.textContent = claim.word
    const spoken = make("span", "spoken")
    spoken.textContent = `: ${claim.words}`
    tag.append(count, icon, word, spoken)
    tag.onclick = () => choose(claim.id)
    return tag
  }

  const pieceOf = ([words, over, ending]) => {
    const shown = over.filter((number) => !data.marks[number].hidden)
    const parts = []
    if (shown.length === 0) parts.push(document.createTextNode(words))
    else {
      const node = make("span", `mark tone-${data.marks[shown[0]].tone}`)
      node.textContent = words
      node.dataset.claims = shown.map((number) => data.marks[number].id).join(" ")
      const lines = shown.slice(0, 4)
      node.style.setProperty("--lanes", String(lines.length))
      node.style.backgroundImage = lines.map((number) => `linear-gradient(var(--${data.marks[number].tone}-line), var(--${data.marks[number].tone}-line))`).join(",")
      node.style.backgroundPosition = lines.map((_, lane) => `0 calc(100% - ${(lines.length - 1 - lane) * 3}px)`).join(",")
      node.onclick = () => {
        if (window.getSelection().toString()) return
        const ids = node.dataset.claims.split(" ")
        const at = ids.indexOf(root.dataset.selected)
        choose(ids[(at + 1) % ids.length])
      }
      parts.push(node)
    }
    return [parts, ending.filter((number) => !data.marks[number].hidden).map(tagOf)]
  }
  // A tag stands behind the punctuation that follows its claim, so that no line begins with a comma.
  const fill = (node, pieces) => {
    let waiting = []
    for (const piece of pieces) {
      const [words, over, ending] = piece
      const closing = waiting.length ? words.match(/^[.,;:!?)\]\u2019\u201d"']+/)?.[0] : ""
      if (closing) node.append(...pieceOf([closing, over, []])[0])
      node.append(...waiting)
      const [parts, tags] = pieceOf([closing ? words.slice(closing.length) : words, over, ending])
      node.append(...parts)
      waiting = tags
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
      if (heading) { node.className = "heading"; node.dir = "auto" } else node.dir = "auto"
      fill(node, block.pieces)
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
      const tags = [...fresh.querySelectorAll(".tag")]
      const next = tags[tags.indexOf(event.target) + step]
      if (next) { next.focus(); event.preventDefault() }
    }
    if (root) root.replaceWith(fresh)
    else parentElement.append(fresh)
    root = fresh
  }

  const mark = (id) => {
    root.dataset.selected = id || ""
    for (const node of root.querySelectorAll(".mark")) node.classList.toggle("chosen", !!id && node.dataset.claims.split(" ").includes(id))
    let first = null
    for (const tag of root.querySelectorAll(".tag")) {
      const chosen = tag.dataset.claim === id
      tag.classList.toggle("chosen", chosen)
      tag.setAttribute("aria-pressed", String(chosen))
      tag.tabIndex = -1
      if (chosen) first = tag
    }
    first = first || root.querySelector(".tag")
    if (first) first.tabIndex = 0
    return first
  }

  const changed = !root || root.dataset.digest !== data.digest
  const before = root ? root.dataset.selected : null
  if (changed) draw()
  const tag = mark(data.selected)
  // Another claim's card begins at its top.
  if (!changed && before !== data.selected) document.querySelector(".st-key-card")?.closest("[data-testid=stColumn]")?.scrollTo(0, 0)
  if (data.selected && before === null && narrow()) setTimeout(() => document.querySelector(".st-key-card")?.scrollIntoView(), 600)
  else if (data.selected && tag && before !== data.selected && !narrow()) {
    const place = (root.querySelector(".mark.chosen") || tag).getBoundingClientRect()
    if (place.top < 80 || place.bottom > window.innerHeight - 40) {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches
      ;(root.querySelector(".mark.chosen") || tag).scrollIntoView({ block: "center", behavior: changed || calm ? "auto" : "smooth" })
    }
  }
}
