/* A table whose rows open something. Every word goes in as textContent, so no text of an article or record can become markup.
   A click gives back the id of its row, never a position. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const make = (name, className, words) => {
    const node = document.createElement(name)
    if (className) node.className = className
    if (words !== undefined && words !== null) node.textContent = words
    return node
  }
  const icon = (name) => {
    const node = make("span", "icon", name)
    node.setAttribute("aria-hidden", "true")
    return node
  }
  const sign = (value) => {
    const node = make("span", `sign tone-${value.tone}`)
    node.append(icon(value.icon), make("span", "", value.word))
    return node
  }
  const bar = (parts) => {
    const box = make("div")
    const line = make("div", "bar")
    line.setAttribute("aria-hidden", "true")
    const legend = make("div", "legend")
    for (const part of parts) {
      const piece = make("span", `tone-${part.tone}`)
      piece.style.flexGrow = String(part.count)
      piece.style.flexBasis = "0"
      line.append(piece)
      const word = make("span", `tone-${part.tone}`)
      word.append(icon(part.icon), make("span", "number", `${part.count} ${part.word}`))
      legend.append(word)
    }
    box.append(line, legend)
    return box
  }
  const cell = (column, value, id) => {
    const node = make("td", column.kind === "number" ? "number" : column.kind === "quiet" ? "quiet" : "")
    if (column.width) node.style.width = column.width
    if (value === undefined || value === null || value === "") return node
    if (column.kind === "open") {
      const open = make("button", "open", value.words)
      open.type = "button"
      open.onclick = () => setTriggerValue("opened", id)
      node.append(open)
      if (value.under) node.append(make("div", "under", value.under))
    } else if (column.kind === "sign") node.append(sign(value))
    else if (column.kind === "bar") node.append(bar(value))
    else {
      if (column.title) node.dataset.title = column.title
      node.append(make("span", "", value))
    }
    return node
  }

  const old = parentElement.querySelector("table")
  const table = make("table")
  table.append(make("caption", "", data.caption))
  const head = make("tr")
  for (const column of data.columns) {
    const th = make("th", "", column.title)
    th.scope = "col"
    head.append(th)
  }
  const last = make("th")
  last.setAttribute("aria-hidden", "true")
  head.append(last)
  const thead = make("thead")
  thead.append(head)
  const body = make("tbody")
  for (const row of data.rows) {
    const line = make("tr", "row")
    if (row.id === data.current) line.setAttribute("aria-current", "true")
    for (const column of data.columns) line.append(cell(column, row.cells[column.key], row.id))
    const go = make("td", "go")
    go.append(icon("chevron_right"))
    line.append(go)
    body.append(line)
  }
  table.append(thead, body)
  if (old) old.replaceWith(table)
  else parentElement.append(table)
}
